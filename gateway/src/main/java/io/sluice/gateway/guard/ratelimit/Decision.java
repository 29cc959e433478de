package io.sluice.gateway.guard.ratelimit;

import io.sluice.core.plugin.Verdict;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What a {@link Limiter} says to one request. */
sealed interface Decision {
    /**
     * It may pass.
     *
     * @param verdict the same as the guard's verdict, finished and ready made: one for all that were counted together
     */
    record Admitted(Counted counted, CompletableFuture<Verdict> verdict) implements Decision {
        Admitted(Counted counted, Limiter limiter) {
            this(counted, Verdict.Accept.taking(() -> limiter.giveBack(counted)).now());
        }
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
