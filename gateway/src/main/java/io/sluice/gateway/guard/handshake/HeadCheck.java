package io.sluice.gateway.guard.handshake;

import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A HEAD with which a sender looks whether there is anything at the URL before it takes it: Trello, Mailchimp Transactional. The answer is 200,
 * and it tells nothing.
 */
final class HeadCheck implements Handshake {
    @Override
    public Set<String> methods() {
        return Set.of("HEAD");
    }

    @Override
    public Optional<CompletableFuture<Verdict>> open(WebhookRequest request) {
        return request.method().equals("HEAD")
                ? Optional.of(new Verdict.Answered("handshake", 200, List.of(), "").now())
                : Optional.empty();
    }
}
