package io.sluice.core.delivery;

import io.sluice.core.config.RetryPolicy;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: exponential back-off with full jitter, so that a destination that comes back does not meet
 * every waiting event at once. A pure function of its arguments.
 *
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential Backoff And Jitter</a>
 */
public final class Backoff {

    private Backoff() {}

    /**
     * A wait between nothing and the limit of that attempt, every length equally likely.
     *
     * @param attempt the try that has failed, from 1
     */
    public static Duration delay(int attempt, RetryPolicy policy, RandomGenerator random) {
        long limit = limit(attempt, policy).toNanos();
        return limit <= 0 ? Duration.ZERO : Duration.ofNanos(random.nextLong(limit + 1));
    }

    /** The longest wait after that attempt: the initial delay times the multiplier for every further failure, up to the policy's bound. */
    public static Duration limit(int attempt, RetryPolicy policy) {
        double grown = policy.initialDelay().toNanos() * Math.pow(policy.multiplier(), Math.max(0, attempt - 1));
        long bound = policy.maxDelay().toNanos();
        return Duration.ofNanos(grown >= bound ? bound : (long) grown);
    }
}
