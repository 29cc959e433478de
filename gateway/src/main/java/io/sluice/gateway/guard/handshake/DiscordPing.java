package io.sluice.gateway.guard.handshake;

import io.sluice.core.event.Header;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.json.JsonMember;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code {"type": 0}} of Discord's webhook events, signed as events are; the answer is 204. What is not signed is refused, which Discord
 * tries, too. https://docs.discord.com/developers/events/webhook-events#preparing-for-events
 */
final class DiscordPing implements Handshake {
    @Override
    public Optional<CompletableFuture<Verdict>> proven(WebhookRequest request) {
        return JsonMember.find(request.body(), "type")
                .filter(type -> type.value().equals("0"))
                .map(_ -> new Verdict.Answered(
                                "handshake", 204, List.of(new Header("Content-Type", "application/json")), "")
                        .now());
    }
}
