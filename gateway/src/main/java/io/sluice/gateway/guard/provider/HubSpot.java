package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.around.SentTime;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.hmac.HmacAlgorithm;
import io.sluice.gateway.guard.hmac.HmacKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HubSpot signs method, URL, body and time; before, in its versions 1 and 2, it hashed the app's secret and the body behind it.
 * https://developers.hubspot.com/docs/guides/apps/authentication/validating-requests
 */
record HubSpot(ProviderFacts facts) implements Provider {
    private static final String OPTION = "signature_version";
    private static final String OLD = "X-HubSpot-Signature";
    private static final String OLD_VERSION = "X-HubSpot-Signature-Version";
    private static final String HEADER = "X-HubSpot-Signature-v3";
    private static final String TIME = "X-HubSpot-Request-Timestamp";

    /** The characters that HubSpot signs as such though they may be escaped in the URL: {@code : / ? @ ! $ ' ( ) * , ;}. */
    private static final Pattern DECODED =
            Pattern.compile("%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)", Pattern.CASE_INSENSITIVE);

    private enum Version {
        V1,
        V2,
        V3
    }

    HubSpot() {
        this(new ProviderFacts(
                "hubspot",
                "HubSpot",
                List.of("https://developers.hubspot.com/docs/guides/apps/authentication/validating-requests"),
                "HMAC-SHA256 of `{method}{url}{body}{timestamp}` in `" + HEADER + "`, base64; with `" + OPTION
                        + "` `v1` or `v2` SHA-256 of secret and request in `" + OLD + "`, which carries no time",
                true,
                Optional.of(Duration.ofMinutes(5)),
                Optional.empty(),
                Optional.empty()));
    }

    @Override
    public ProviderCheck read(ProviderSettings settings) {
        Section section = settings.section();
        Version version = section.choice(OPTION, Version.V3);
        String description = "a signature of version " + version.name().toLowerCase(Locale.ROOT);
        if (version == Version.V3) {
            return SecretCheck.of(
                    description,
                    settings,
                    secret -> new HmacKey(HmacAlgorithm.SHA256, secret.bytes())::sign,
                    HubSpot::newest);
        }
        section.warning(
                OPTION,
                "requests of this version carry no time, and whoever sees one can send it again and write behind its body",
                "use v3 as soon as the app can");
        return SecretCheck.of(
                description, settings, secret -> text -> hash(secret.bytes(), text), request -> old(request, version));
    }

    private static Claimed newest(WebhookRequest request) {
        for (String header : List.of(HEADER, TIME)) {
            if (SingleHeader.of(request, header) instanceof SingleHeader.Unusable(String cause)) {
                return new Claimed.Nothing(cause);
            }
        }
        String written = request.header(TIME).strip();
        Optional<SentTime> time = SentTime.parse(written);
        Optional<byte[]> signature =
                Encoding.BASE64.decode(request.header(HEADER).strip());
        if (time.isEmpty() || signature.isEmpty()) {
            return new Claimed.Nothing(
                    "the header " + (time.isEmpty() ? TIME + " is no time" : HEADER + " is not Base64"));
        }
        return Claimed.anyOf(
                List.of(signature.get()),
                List.of(text(request, decoded(request.url()), written), text(request, request.url(), written)),
                time);
    }

    private static List<byte[]> text(WebhookRequest request, String url, String time) {
        return List.of(
                (request.method() + url).getBytes(StandardCharsets.UTF_8),
                request.body(),
                time.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String url) {
        return DECODED.matcher(url)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) HexFormat.fromHexDigits(escape.group(1)))));
    }

    private static Claimed old(WebhookRequest request, Version version) {
        for (String header : List.of(OLD, OLD_VERSION)) {
            if (SingleHeader.of(request, header) instanceof SingleHeader.Unusable(String cause)) {
                return new Claimed.Nothing(cause);
            }
        }
        String name = version.name().toLowerCase(Locale.ROOT);
        if (!request.header(OLD_VERSION).strip().equals(name)) {
            return new Claimed.Nothing("the header " + OLD_VERSION + " names another version than " + name);
        }
        Optional<byte[]> signature = Encoding.HEX.decode(request.header(OLD).strip());
        if (signature.isEmpty()) {
            return new Claimed.Nothing("the header " + OLD + " is not in hex");
        }
        String before = version == Version.V1 ? "" : request.method() + request.url();
        return Claimed.anyOf(
                List.of(signature.get()),
                List.of(List.of(before.getBytes(StandardCharsets.UTF_8), request.body())),
                Optional.empty());
    }

    private static byte[] hash(byte[] secret, List<byte[]> text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(secret);
            text.forEach(sha256::update);
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public UnsentRequest sign(UnsentRequest request, String secret, Map<String, String> options, Instant at) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String version = options.getOrDefault(OPTION, "v3");
        if (!version.equals("v3")) {
            String before = version.equals("v1") ? "" : request.method() + request.url();
            byte[] hash = hash(bytes, List.of(before.getBytes(StandardCharsets.UTF_8), request.body()));
            return request.with(OLD_VERSION, version).with(OLD, Encoding.HEX.encode(hash));
        }
        String time = Long.toString(at.toEpochMilli());
        byte[] signature = new HmacKey(HmacAlgorithm.SHA256, bytes).sign(text(request, decoded(request.url()), time));
        return request.with(TIME, time).with(HEADER, Encoding.BASE64.encode(signature));
    }

    @Override
    public String toString() {
        return facts.title();
    }
}
