package io.sluice.gateway.guard.handshake;

import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A question that a sender asks an endpoint, and its answer. Called on event loops: never blocks. Thread-safe. */
public interface Handshake {
    /** Nobody asks anything, or nothing is answered. */
    record None() implements Handshake {}

    /** The methods with which it is asked; POST need not be among them. */
    default Set<String> methods() {
        return Set.of();
    }

    /**
     * The answer to a question that nothing proves to be the sender's, which must therefore tell nothing that is worth something. Empty
     * when the request is no such question.
     */
    default Optional<CompletableFuture<Verdict>> open(WebhookRequest request) {
        return Optional.empty();
    }

    /** The answer to a question that is proven to be the sender's, as its events are. Empty when the request is no such question. */
    default Optional<CompletableFuture<Verdict>> proven(WebhookRequest request) {
        return Optional.empty();
    }
}
