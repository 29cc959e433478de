package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.around.SentTime;
import io.sluice.gateway.guard.hmac.HmacAlgorithm;
import io.sluice.gateway.guard.hmac.HmacKey;
import io.sluice.gateway.guard.json.JsonMember;
import io.sluice.gateway.guard.json.JsonScalars;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mailgun signs a time and a token that stand in the body, and nothing else of it: a token is taken once, so that nobody sends another
 * body with it. For a subaccount the primary account signs, too. Its retries go on for eight hours.
 * https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks
 */
record Mailgun(ProviderFacts facts) implements Provider {
    private static final String MEMBER = "signature";

    Mailgun() {
        this(new ProviderFacts(
                "mailgun",
                "Mailgun",
                List.of("https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks"),
                "HMAC-SHA256 of `timestamp` and `token` in the body's `signature`, hex",
                false,
                Optional.of(Duration.ofHours(8)),
                Optional.of(new EventId(EventId.Source.JSON, "/event-data/id")),
                Optional.empty()));
    }

    @Override
    public ProviderCheck read(ProviderSettings settings) {
        return SecretCheck.of(
                "a signature of time and token in the body",
                settings,
                secret -> new HmacKey(HmacAlgorithm.SHA256, secret.bytes())::sign,
                Mailgun::claimed);
    }

    private static Claimed claimed(WebhookRequest request) {
        Optional<JsonScalars> body = JsonScalars.read(request.body());
        if (body.isEmpty()) {
            return new Claimed.Nothing("the body is no JSON, or a name stands twice in it");
        }
        String timestamp = body.get().textAt("/signature/timestamp");
        String token = body.get().textAt("/signature/token");
        Optional<SentTime> time = SentTime.parse(timestamp);
        List<byte[]> signatures = List.of("/signature/signature", "/signature/parent-signature").stream()
                .flatMap(pointer -> body.get().at(pointer).flatMap(Encoding.HEX::decode).stream())
                .toList();
        if (time.isEmpty() || token.isEmpty() || signatures.isEmpty()) {
            return new Claimed.Nothing("the body has no \"signature\" with \"timestamp\", \"token\" and \"signature\"");
        }
        return Claimed.anyOf(signatures, List.of(text(timestamp, token)), time);
    }

    /** A token has 50 characters, so that where it begins is no question. */
    private static List<byte[]> text(String timestamp, String token) {
        return List.of((timestamp + token).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public UnsentRequest sign(UnsentRequest request, String secret, Map<String, String> options, Instant at) {
        HmacKey key = new HmacKey(HmacAlgorithm.SHA256, secret.getBytes(StandardCharsets.UTF_8));
        String timestamp = Long.toString(at.getEpochSecond());
        byte[] seed = key.sign(List.of(at.toString().getBytes(StandardCharsets.UTF_8), request.body()));
        String token = HexFormat.of().formatHex(seed, 0, 25);
        byte[] body = with(request.body(), "timestamp", timestamp);
        body = with(body, "token", token);
        return request.withBody(with(body, MEMBER, Encoding.HEX.encode(key.sign(text(timestamp, token)))));
    }

    private static byte[] with(byte[] body, String member, String value) {
        return JsonMember.find(body, MEMBER, member)
                .map(found -> found.replaced(body, '"' + value + '"'))
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "the body must be JSON with {\"signature\": {\"timestamp\": \"\", \"token\": \"\", \"signature\": \"\"}}"));
    }

    @Override
    public String toString() {
        return facts.title();
    }
}
