package io.sluice.gateway.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.Header;
import io.sluice.core.net.AddressRanges;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.settings.FileSection;
import io.sluice.core.settings.Problems;
import io.sluice.core.settings.SettingsFile;
import io.sluice.gateway.diagnosis.Diagnosis.Mistake;
import io.sluice.gateway.guard.Guards;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.provider.UnsentRequest;
import io.sluice.gateway.http.TrustedProxies;
import io.sluice.gateway.recorded.RecordedRequest;
import io.sluice.gateway.signing.Signers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each mistake is really made, and then found. */
class DiagnosisTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String HMAC = "{\"hmac\": {\"secret\": \"change-me\"}}";

    /** A request on its way from a sender to us. */
    private static RecordedRequest arrived(UnsentRequest sent, byte[] body) {
        List<Header> headers = new ArrayList<>(sent.fields());
        headers.add(new Header("Host", sent.authority()));
        return new RecordedRequest(
                "orders",
                "",
                sent.method(),
                sent.target(),
                sent.scheme().equals("https"),
                headers,
                "192.0.2.1",
                List.of(),
                body,
                ChronoUnit.MICROS.between(Instant.EPOCH, NOW));
    }

    private static RecordedRequest arrived(UnsentRequest sent) {
        return arrived(sent, sent.body());
    }

    private static RecordedRequest arrived(UnsentRequest sent, String body) {
        return arrived(sent, body.getBytes(StandardCharsets.UTF_8));
    }

    private static UnsentRequest hmac(String body, String secret, Map<String, String> options) {
        return Signers.method("hmac", options)
                .sign(UnsentRequest.post("https://a.example/webhook/orders", bytes(body)), secret, NOW);
    }

    private static UnsentRequest provider(String name, String body, String secret) {
        return Signers.provider(name, Map.of())
                .sign(UnsentRequest.post("https://a.example/webhook/orders", bytes(body)), secret, NOW);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Diagnosis.Findings examine(String webhook, RecordedRequest request) {
        FileSection section = SettingsFile.parse("webhooks.json", bytes(webhook), Map.of(), new Problems());
        String key = section.keys().iterator().next();
        GuardFactory guard = Guards.all(new Standing(NOW).surroundings()).stream()
                .filter(factory -> factory.key().equals(key))
                .findFirst()
                .orElseThrow();
        return new Diagnosis(guard, "orders", section, new TrustedProxies(AddressRanges.NONE)).examine(request);
    }

    private static String found(String webhook, RecordedRequest request) {
        List<Mistake> mistakes = examine(webhook, request).mistakes();
        assertThat(mistakes).as(webhook + " " + request).isNotEmpty();
        return mistakes.toString();
    }

    @Test
    void a_newline_behind_the_body() {
        assertThat(found(HMAC, arrived(hmac("{}", "change-me", Map.of()), "{}\n")))
                .contains("line's end behind it", "--data-binary");
    }

    @Test
    void a_newline_that_was_lost() {
        assertThat(found(HMAC, arrived(hmac("{}\n", "change-me", Map.of()), "{}")))
                .contains("newline behind it that is missing");
    }

    @Test
    void other_ends_of_lines() {
        assertThat(found(HMAC, arrived(hmac("{\n}\n", "change-me", Map.of()), "{\r\n}\r\n")))
                .contains("has CR LF here");
        assertThat(found(HMAC, arrived(hmac("{\r\n}\r\n", "change-me", Map.of()), "{\n}\n")))
                .contains("has LF here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"Zo\\u00eb\",\"path\":\"a/b\"}",
                "{\"name\": \"Zoë\", \"path\": \"a/b\"}",
                "{\"name\":\"Zo\\u00eb\",\"path\":\"a\\/b\"}",
                "{\n  \"name\": \"Zoë\",\n  \"path\": \"a/b\"\n}",
                "{\n    \"name\": \"Zo\\u00eb\",\n    \"path\": \"a/b\"\n}\n",
                "{\n\t\"name\": \"Zoë\",\n\t\"path\": \"a/b\"\n}"
            })
    void a_body_that_was_parsed_and_written_again(String signed) {
        String written = "{\"name\":\"Zoë\",\"path\":\"a/b\"}";

        assertThat(found(HMAC, arrived(hmac(signed, "change-me", Map.of()), written)))
                .contains("parsed and written again");
    }

    @Test
    void a_body_that_was_compressed_after_it_was_signed() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes("{}"));
        }

        assertThat(found(HMAC, arrived(hmac("{}", "change-me", Map.of()), compressed.toByteArray())))
                .contains("before it was compressed");
    }

    @Test
    void a_body_that_is_not_what_was_signed_at_all() {
        assertThat(found(HMAC, arrived(hmac("", "change-me", Map.of()), "{}"))).contains("an empty body was signed");
    }

    @Test
    void blanks_around_the_configured_secret() {
        String webhook = "{\"hmac\": {\"secret\": \" change-me\\n\"}}";

        assertThat(found(webhook, arrived(hmac("{}", "change-me", Map.of()))))
                .contains("blanks or a newline around it", "remove them")
                .doesNotContain("change-me");
    }

    @Test
    void a_secret_with_the_newline_of_its_file() {
        assertThat(found(HMAC, arrived(hmac("{}", "change-me\n", Map.of())))).contains("newline behind it");
    }

    @Test
    void a_secret_in_quotation_marks() {
        assertThat(found("{\"hmac\": {\"secret\": \"'change-me'\"}}", arrived(hmac("{}", "change-me", Map.of()))))
                .contains("quotation marks");
    }

    @Test
    void a_secret_without_its_prefix() {
        String stripe = "{\"provider\": {\"name\": \"stripe\", \"secret\": \"whsec_abc\"}}";

        assertThat(found(stripe, arrived(provider("stripe", "{}", "abc"))))
                .contains("without the whsec_")
                .doesNotContain("whsec_abc");
        assertThat(found(
                        "{\"provider\": {\"name\": \"stripe\", \"secret\": \"abc\"}}",
                        arrived(provider("stripe", "{}", "whsec_abc"))))
                .contains("with whsec_ before it");
    }

    @Test
    void a_secret_that_was_not_decoded_from_base64() {
        UnsentRequest sent = hmac(
                "{}",
                WHSEC,
                Map.of(
                        "header",
                        "svix-signature",
                        "prefix",
                        "v1,",
                        "encoding",
                        "base64",
                        "timestamp_header",
                        "svix-timestamp",
                        "id_header",
                        "svix-id",
                        "signed",
                        "{id}.{timestamp}.{body}"));

        assertThat(found("{\"provider\": {\"name\": \"svix\", \"secret\": \"%s\"}}".formatted(WHSEC), arrived(sent)))
                .contains("instead of the bytes that it stands for in Base64")
                .doesNotContain(WHSEC);
    }

    @Test
    void a_secret_that_is_to_be_decoded() {
        UnsentRequest sent = hmac("{}", "Y2hhbmdlLW1l", Map.of("secret_encoding", "base64"));

        assertThat(found("{\"hmac\": {\"secret\": \"Y2hhbmdlLW1l\"}}", arrived(sent)))
                .contains("\"secret_encoding\": \"base64\"");
    }

    @Test
    void another_algorithm_and_another_encoding_at_once() {
        UnsentRequest sent = hmac("{}", "change-me", Map.of("algorithm", "sha512", "encoding", "base64", "prefix", ""));

        assertThat(found(HMAC, arrived(sent))).contains("\"algorithm\": \"sha512\"", "\"encoding\": \"base64\"");
    }

    @Test
    void another_header() {
        assertThat(found(HMAC, arrived(hmac("{}", "change-me", Map.of("header", "X-Shop-Signature")))))
                .contains("\"header\": \"X-Shop-Signature\"");
    }

    @Test
    void another_provider() {
        String webhook = "{\"provider\": {\"name\": \"svix\", \"secret\": \"%s\"}}".formatted(WHSEC);

        assertThat(found(webhook, arrived(provider("standard_webhooks", "{}", WHSEC))))
                .contains("\"name\": \"standard_webhooks\"");
    }

    @Test
    void another_url_than_the_one_that_was_signed() {
        String webhook = "{\"hmac\": {\"secret\": \"change-me\", \"signed\": \"{url}{body}\"}}";
        RecordedRequest here = Altered.url(
                arrived(hmac("{}", "change-me", Map.of("signed", "{url}{body}"))),
                false,
                "a.example:80",
                "/webhook/orders");

        assertThat(found(webhook, here))
                .contains("https://a.example/webhook/orders", "http://a.example:80/webhook/orders", "trusted_proxies");
    }

    @Test
    void nothing_but_the_time() {
        String webhook = "{\"provider\": {\"name\": \"stripe\", \"secret\": \"abc\"}}";
        RecordedRequest old = Altered.time(
                arrived(provider("stripe", "{}", "abc")),
                ChronoUnit.MICROS.between(Instant.EPOCH, NOW.plus(Duration.ofDays(3))));

        assertThat(found(webhook, old)).contains("nothing but the time is wrong", "--at 2026-03-01T12:00:00Z");
    }

    @Test
    void a_secret_whose_time_is_over() {
        String webhook = """
                {"hmac": {"secret": [{"value": "change-me", "not_after": "2026-01-01T00:00:00Z"}, "next"]}}""";

        assertThat(found(webhook, arrived(hmac("{}", "change-me", Map.of())))).contains("does not count at that time");
    }

    @Test
    void a_key_with_other_capitals() {
        RecordedRequest request =
                arrived(UnsentRequest.post("https://a.example/", bytes("{}")).with("X-API-Key", "ABC"));

        assertThat(found("{\"header_auth\": {\"api_key\": \"abc\", \"case_sensitive\": true}}", request))
                .contains("capitals");
    }

    @Test
    void a_proxy_that_is_not_trusted() {
        RecordedRequest request =
                arrived(UnsentRequest.post("https://a.example/", bytes("{}")).with("X-Forwarded-For", "203.0.113.9"));

        assertThat(found("{\"ip_whitelist\": [\"203.0.113.0/24\"]}", request))
                .contains("203.0.113.9", "192.0.2.1", "trusted_proxies");
    }

    @Test
    void two_mistakes_at_once() {
        assertThat(found(
                        "{\"hmac\": {\"secret\": \"change-me \"}}", arrived(hmac("{}", "change-me", Map.of()), "{}\n")))
                .contains("blanks or a newline around it", "line's end behind it");
    }

    @Test
    void inside_one_of_several_ways_in() {
        String webhook = """
                {"auth": {"any_of": [{"basic_auth": {"username": "a", "password": "b"}}, {"hmac": {"secret": "change-me "}}]}}""";

        assertThat(found(webhook, arrived(hmac("{}", "change-me", Map.of()))))
                .contains("blanks or a newline around it");
    }

    @Test
    void another_secret_is_explained_by_no_mistake() {
        Diagnosis.Findings findings = examine(HMAC, arrived(hmac("{\"a\": 1}", "another", Map.of())));

        assertThat(findings.mistakes()).isEmpty();
        assertThat(findings.tried()).isGreaterThan(100);
    }
}
