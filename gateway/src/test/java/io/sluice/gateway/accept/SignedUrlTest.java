package io.sluice.gateway.accept;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.Header;
import io.sluice.gateway.RunningGateway;
import io.sluice.gateway.guard.provider.UnsentRequest;
import io.sluice.gateway.signing.Signers;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards that check a signature over the URL, behind a proxy: the sender called {@code https://hooks.example.com:8443/webhook/…}, and the gateway
 * sees {@code http://127.0.0.1:…}.
 */
final class SignedUrlTest {
    private static final String CALLED = "https://hooks.example.com:8443/webhook/";
    private static final List<String> PROXY = List.of(
            "X-Forwarded-For", "192.0.2.7",
            "X-Forwarded-Proto", "https",
            "X-Forwarded-Host", "hooks.example.com",
            "X-Forwarded-Port", "8443");
    private static final List<String> STANDARD_PROXY =
            List.of("Forwarded", "for=192.0.2.7;proto=https;host=\"hooks.example.com:8443\"");
    private static final String WEBHOOKS = """
            {"hmac": {"module": "log", "hmac": {"secret": "s3cret", "signed": "{url} {body}"}},
             "twilio": {"module": "log", "data_type": "blob", "provider": {"name": "twilio", "secret": "s3cret"}},
             "oauth1": {"module": "log", "data_type": "blob",
                        "oauth1": {"consumer_key": "shop", "consumer_secret": "s3cret", "signature_method": "HMAC-SHA256"}},
             "rfc9421": {"module": "log", "http_signature": {"keys": {"id": "shop", "secret": "s3cret"},
                         "components": ["@authority", "@target-uri", "content-digest"], "replay_protection": false}}}""";

    @TempDir
    Path folder;

    /** A webhook, what is sent to it and the headers that sign it. */
    private record Signed(String webhook, String body, List<String> headers) {}

    private static Signed hmac() {
        UnsentRequest request = Signers.method("hmac", Map.of("signed", "{url} {body}"))
                .sign(UnsentRequest.post(CALLED + "hmac", "{}".getBytes(UTF_8)), "s3cret", Instant.now());
        return signed("hmac", "{}", request);
    }

    private static Signed twilio() {
        UnsentRequest form = UnsentRequest.post(CALLED + "twilio", "a=1&b=2".getBytes(UTF_8))
                .with("Content-Type", "application/x-www-form-urlencoded");
        return signed("twilio", "a=1&b=2", Signers.provider("twilio", Map.of()).sign(form, "s3cret", Instant.now()));
    }

    private static Signed signed(String webhook, String body, UnsentRequest request) {
        List<String> headers = new ArrayList<>();
        for (Header field : request.fields()) {
            headers.addAll(List.of(field.name(), field.value()));
        }
        return new Signed(webhook, body, headers);
    }

    /** RFC 5849, section 3.4.1. */
    private static Signed oauth1(String nonce) {
        long now = Instant.now().getEpochSecond();
        String parameters = "oauth_consumer_key=shop&oauth_nonce=" + nonce
                + "&oauth_signature_method=HMAC-SHA256&oauth_timestamp=" + now;
        String base =
                "POST&" + URLEncoder.encode(CALLED + "oauth1", UTF_8) + "&" + URLEncoder.encode(parameters, UTF_8);
        String signature = URLEncoder.encode(mac("s3cret&", base), UTF_8);
        String header =
                "OAuth " + parameters.replaceAll("=([^&]*)&?", "=\"$1\", ") + "oauth_signature=\"" + signature + "\"";
        return new Signed("oauth1", "text", List.of("Authorization", header, "Content-Type", "text/plain"));
    }

    /** RFC 9421, section 2.5. */
    private static Signed rfc9421() throws Exception {
        String digest = "sha-256=:"
                + Base64.getEncoder()
                        .encodeToString(java.security.MessageDigest.getInstance("SHA-256")
                                .digest("{}".getBytes(UTF_8)))
                + ":";
        String input = "(\"@authority\" \"@target-uri\" \"content-digest\");created="
                + Instant.now().getEpochSecond() + ";keyid=\"shop\"";
        String base = "\"@authority\": hooks.example.com:8443\n\"@target-uri\": " + CALLED + "rfc9421\n"
                + "\"content-digest\": " + digest + "\n\"@signature-params\": " + input;
        return new Signed(
                "rfc9421",
                "{}",
                List.of(
                        "Content-Digest",
                        digest,
                        "Signature-Input",
                        "sig1=" + input,
                        "Signature",
                        "sig1=:" + mac("s3cret", base) + ":"));
    }

    private static String mac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static int status(RunningGateway gateway, Signed signed, List<String> more) throws Exception {
        String[] headers =
                Stream.concat(signed.headers().stream(), more.stream()).toArray(String[]::new);
        return gateway.post("/webhook/" + signed.webhook(), signed.body(), headers)
                .statusCode();
    }

    @Test
    void what_a_trusted_proxy_says_of_the_url_is_what_was_signed() throws Exception {
        try (RunningGateway gateway = RunningGateway.in(folder)
                .file(WEBHOOKS)
                .environment("TRUSTED_PROXY_IPS", "127.0.0.1")
                .start()) {
            for (Signed each : List.of(hmac(), twilio(), oauth1("n1"), rfc9421())) {
                assertThat(status(gateway, each, PROXY)).as(each.toString()).isEqualTo(200);
            }
            for (Signed each : List.of(hmac(), twilio(), oauth1("n2"), rfc9421())) {
                assertThat(status(gateway, each, STANDARD_PROXY))
                        .as(each.toString())
                        .isEqualTo(200);
            }
            List<String> another = new ArrayList<>(PROXY);
            another.set(7, "9443");
            for (Signed each : List.of(hmac(), oauth1("n3"), rfc9421())) {
                assertThat(status(gateway, each, another)).as(each.toString()).isEqualTo(401);
            }
        }
    }

    @Test
    void what_anybody_else_says_of_it_is_not_believed() throws Exception {
        try (RunningGateway gateway = RunningGateway.in(folder)
                .file(WEBHOOKS)
                .environment("TRUSTED_PROXY_IPS", "192.0.2.0/24")
                .start()) {
            for (List<String> proxy : List.of(PROXY, STANDARD_PROXY)) {
                for (Signed each : List.of(hmac(), twilio(), oauth1("n4"), rfc9421())) {
                    assertThat(status(gateway, each, proxy)).as(each.toString()).isEqualTo(401);
                }
            }
        }
    }
}
