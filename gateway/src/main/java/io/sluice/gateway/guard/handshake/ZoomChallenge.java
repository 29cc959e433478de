package io.sluice.gateway.guard.handshake;

import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.json.JsonMember;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code {"event": "endpoint.url_validation", "payload": {"plainToken": "…"}}}, signed as events are; the answer has the token and its HMAC
 * with the secret token. https://developers.zoom.us/docs/api/webhooks/#validate-your-webhook-endpoint
 */
record ZoomChallenge(SecretInUse secret) implements Handshake {
    @Override
    public Optional<CompletableFuture<Verdict>> proven(WebhookRequest request) {
        Optional<String> token = JsonMember.find(request.body(), "event")
                .filter(event -> event.value().equals("endpoint.url_validation"))
                .flatMap(_ -> JsonMember.find(request.body(), "payload", "plainToken"))
                .map(JsonMember::value);
        return token.flatMap(plain -> secret.sign(request, plain))
                .map(signature -> Answer.json(
                                "plainToken", token.get(), "encryptedToken", Encoding.HEX.encode(signature))
                        .now());
    }
}
