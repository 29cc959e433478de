package io.sluice.gateway.guard.ratelimit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What a {@link Limiter} says to one request. */
sealed interface Decision {
    /** It may pass. */
    record Admitted() implements Decision {
        static final CompletableFuture<Decision> NOW = CompletableFuture.completedFuture(new Admitted());
        static final Decision INSTANCE = NOW.join();
    }

    /**
     * It is over the limit.
     *
     * @param retryAfter when the next request has a chance
     */
    record Refused(Duration retryAfter) implements Decision {}

    /** Nobody knows: Redis is away and the webhook wants no guess. */
    record Unknown() implements Decision {}
}
