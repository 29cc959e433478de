package io.sluice.gateway.guard.handshake;

import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.json.JsonMember;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code {"type": "url_verification", "challenge": "…"}}, signed as events are; the answer is the challenge.
 * https://docs.slack.dev/reference/events/url_verification
 */
final class SlackChallenge implements Handshake {
    @Override
    public Optional<CompletableFuture<Verdict>> proven(WebhookRequest request) {
        return JsonMember.find(request.body(), "type")
                .filter(type -> type.value().equals("url_verification"))
                .flatMap(_ -> JsonMember.find(request.body(), "challenge"))
                .map(challenge -> Answer.text(challenge.value()).now());
    }
}
