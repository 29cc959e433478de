package io.sluice.core.config;

import java.time.Duration;

/**
 * How often and at what distance a failed delivery is tried again.
 *
 * @param maxAttempts tries in all, the first one included; 1 means no retry
 * @param initialDelay before the second try
 * @param maxDelay no wait is longer, before jitter
 * @param multiplier each wait is this many times the one before
 */
public record RetryPolicy(int maxAttempts, Duration initialDelay, Duration maxDelay, double multiplier) {

    /** What a webhook gets that says nothing of retries: 20 tries over about eight hours. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(20, Duration.ofSeconds(1), Duration.ofHours(1), 2.0);

    /** One try, then the dead letters. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, 1.0);
}
