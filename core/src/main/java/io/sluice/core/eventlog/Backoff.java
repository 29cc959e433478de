package io.sluice.core.eventlog;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses between repetitions: doubled each time up to a cap, and each between half and the whole of that, so that instances spread. */
final class Backoff {
    private static final long FIRST_NANOS = Duration.ofMillis(100).toNanos();

    private final long longestNanos;
    private final RandomGenerator random;
    private int failures;

    Backoff(Duration longest, RandomGenerator random) {
        this.longestNanos = longest.toNanos();
        this.random = random;
    }

    /** The pause after one more failure. */
    long nextNanos() {
        long doubled = failures >= 62 ? longestNanos : Math.min(longestNanos, FIRST_NANOS << Math.min(failures, 20));
        failures++;
        return Math.max(1, doubled / 2 + random.nextLong(doubled / 2 + 1));
    }

    /** Failures since the last success. */
    int failures() {
        return failures;
    }

    void succeeded() {
        failures = 0;
    }
}
