package io.sluice.gateway.guard.handshake;

import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Encoding;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * X's challenge-response check: a GET with {@code crc_token}, whose HMAC with the consumer secret is the answer.
 * https://docs.x.com/x-api/webhooks/introduction#challenge-response-check-crc
 *
 * <p>Anybody can ask, and the same secret signs events: an answer to a challenge that is an event would be its signature. So a challenge
 * must be of letters, digits and what Base64 and UUIDs have besides, of which no JSON object can be made, and no number or word of JSON.
 */
record XChallenge(SecretInUse secret) implements Handshake {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9+/=_-]{1,256}");
    private static final Pattern JSON = Pattern.compile("-?[0-9]+([eE][+-]?[0-9]+)?|true|false|null");

    @Override
    public Set<String> methods() {
        return Set.of("GET");
    }

    @Override
    public Optional<CompletableFuture<Verdict>> open(WebhookRequest request) {
        if (!request.method().equals("GET")) {
            return Optional.empty();
        }
        return Query.single(request, "crc_token")
                .filter(token ->
                        TOKEN.matcher(token).matches() && !JSON.matcher(token).matches())
                .flatMap(token -> secret.sign(request, token))
                .map(signature -> Answer.json("response_token", "sha256=" + Encoding.BASE64.encode(signature))
                        .now());
    }
}
