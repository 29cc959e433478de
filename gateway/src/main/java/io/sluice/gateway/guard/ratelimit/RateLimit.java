package io.sluice.gateway.guard.ratelimit;

import java.time.Duration;

/**
 * At most so many requests in every window of that length.
 *
 * @param maxRequests 0 lets nothing pass
 */
public record RateLimit(long maxRequests, Duration window, OnRedisDown onRedisDown) {
    /** What counts while Redis, which all instances share, is away. */
    public enum OnRedisDown {
        /** This instance's share: the limit divided by the instances last seen. */
        LOCAL,
        /** Everything passes. */
        OPEN,
        /** Nothing passes: 503. */
        CLOSED
    }

    /** The window in microseconds, the unit in which limits are counted. */
    long windowMicros() {
        return window.toNanos() / 1_000;
    }
}
