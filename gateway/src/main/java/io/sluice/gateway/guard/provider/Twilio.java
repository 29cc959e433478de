package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.around.QueryParameters;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.hmac.HmacAlgorithm;
import io.sluice.gateway.guard.hmac.HmacKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Twilio signs the URL that it calls and the fields of the form that it sends. Where it sends JSON, the URL carries {@code bodySHA256},
 * the hash of the body. The URL is signed with or without a port, whichever of its servers calls.
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
record Twilio(ProviderFacts facts) implements Provider {
    private static final String HEADER = "X-Twilio-Signature";
    private static final String HASH = "bodySHA256";

    Twilio() {
        this(new ProviderFacts(
                "twilio",
                "Twilio",
                List.of("https://www.twilio.com/docs/usage/security#validating-requests"),
                "HMAC-SHA1 of `{url}` and the form's fields, sorted, in `" + HEADER + "`, base64; of JSON the URL's `"
                        + HASH + "`",
                true,
                Optional.empty(),
                Optional.of(new EventId(EventId.Source.HEADER, "I-Twilio-Idempotency-Token")),
                Optional.empty()));
    }

    @Override
    public ProviderCheck read(ProviderSettings settings) {
        return SecretCheck.of(
                "a signature of URL and form in the header " + HEADER,
                settings,
                secret -> new HmacKey(HmacAlgorithm.SHA1, secret.bytes())::sign,
                Twilio::claimed);
    }

    private static Claimed claimed(WebhookRequest request) {
        return switch (SingleHeader.of(request, HEADER)) {
            case SingleHeader.Unusable(String cause) -> new Claimed.Nothing(cause);
            case SingleHeader.Value(String value) ->
                Encoding.BASE64
                        .decode(value)
                        .map(signature -> claimed(request, signature))
                        .orElseGet(() -> new Claimed.Nothing("the header " + HEADER + " is not Base64"));
        };
    }

    private static Claimed claimed(WebhookRequest request, byte[] signature) {
        Optional<List<String>> hashes = QueryParameters.parse(request.query()).map(query -> query.values(HASH));
        if (hashes.isPresent() && !hashes.get().isEmpty()) {
            String hash = hashes.get().getFirst();
            boolean same = Encoding.HEX
                    .decode(hash)
                    .filter(bytes -> MessageDigest.isEqual(bytes, sha256(request.body())))
                    .isPresent();
            return same && hashes.get().size() == 1
                    ? Claimed.anyOf(List.of(signature), texts(request, new byte[0]), Optional.empty())
                    : new Claimed.Nothing(HASH + " in the URL is not the hash of the body");
        }
        return FormFields.sorted(request.body())
                .map(fields -> Claimed.anyOf(List.of(signature), texts(request, fields), Optional.empty()))
                .orElseGet(() -> new Claimed.Nothing("the body is no form, and the URL has no " + HASH));
    }

    /** With the port as it stands in the URL, without one, and with that of the scheme. */
    private static List<List<byte[]>> texts(WebhookRequest request, byte[] fields) {
        String host = request.authority().replaceFirst(":[0-9]*$", "");
        List<List<byte[]>> texts = new ArrayList<>();
        for (String authority :
                List.of(request.authority(), host, host + (request.scheme().equals("https") ? ":443" : ":80"))) {
            String query = request.query().isEmpty() ? "" : "?" + request.query();
            String url = request.scheme() + "://" + authority + request.path() + query;
            texts.add(List.of(url.getBytes(StandardCharsets.UTF_8), fields));
        }
        return texts;
    }

    @Override
    public UnsentRequest sign(UnsentRequest request, String secret, Map<String, String> options, Instant at) {
        boolean hashed = QueryParameters.parse(request.query())
                .filter(query -> !query.values(HASH).isEmpty())
                .isPresent();
        Optional<byte[]> fields = hashed ? Optional.empty() : FormFields.sorted(request.body());
        UnsentRequest whole = fields.isPresent() ? request : withHash(request);
        HmacKey key = new HmacKey(HmacAlgorithm.SHA1, secret.getBytes(StandardCharsets.UTF_8));
        byte[] signature = key.sign(List.of(whole.url().getBytes(StandardCharsets.UTF_8), fields.orElse(new byte[0])));
        return whole.with(HEADER, Encoding.BASE64.encode(signature));
    }

    private static UnsentRequest withHash(UnsentRequest request) {
        String others =
                request.query().replaceAll("(^|&)" + HASH + "=[^&]*", "").replaceFirst("^&", "");
        String query = (others.isEmpty() ? "" : others + "&") + HASH + "="
                + HexFormat.of().formatHex(sha256(request.body()));
        return new UnsentRequest(
                request.method(),
                URI.create(request.scheme() + "://" + request.authority() + request.path() + "?" + query),
                request.fields(),
                request.body());
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return facts.title();
    }
}
