package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.around.SentTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What became of a look for a provider's proof. */
public sealed interface Proof {
    /** The request is the provider's. */
    record Given(CompletableFuture<Verdict> accepted) implements Proof {}

    /**
     * The request is the provider's and says when it was sent, which is proven, too. How old it may be, and whether it came before, is still
     * to be looked at.
     *
     * @param content what was proven, in pieces: two requests with the same content are the same
     */
    record Dated(CompletableFuture<Verdict> accepted, SentTime time, List<byte[]> content) implements Proof {}

    /**
     * It is not there, or wrong.
     *
     * @param cause for the operator: exactly what, without a secret
     */
    record Missing(String cause) implements Proof {}

    /**
     * It cannot be known at present.
     *
     * @param cause for the operator: what is away
     */
    record Unknown(Duration retryAfter, String cause) implements Proof {}

    /** Too many signatures wait to be verified. */
    record Busy() implements Proof {}

    /** This proof as a finished future. */
    default CompletableFuture<Proof> now() {
        return CompletableFuture.completedFuture(this);
    }
}
