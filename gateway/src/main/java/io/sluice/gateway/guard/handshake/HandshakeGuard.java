package io.sluice.gateway.guard.handshake;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Answers questions of senders and lets in everything else. */
record HandshakeGuard(List<Handshake> handshakes) implements Guard {
    HandshakeGuard {
        handshakes = List.copyOf(handshakes);
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        for (Handshake handshake : handshakes) {
            Optional<CompletableFuture<Verdict>> answer = handshake.open(request);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return Verdict.Accept.NOW;
    }

    @Override
    public String toString() {
        return handshakes.size() + " handshakes";
    }
}
