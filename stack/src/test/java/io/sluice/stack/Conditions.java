package io.sluice.stack;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other processes bring about. */
final class Conditions {
    private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long AGAIN_NANOS = Duration.ofMillis(5).toNanos();

    private Conditions() {}

    /** Returns when it holds. @throws AssertionError when it does not within half a minute */
    static void await(Probe condition) {
        long start = System.nanoTime();
        while (!condition.ready()) {
            if (System.nanoTime() - start > LONGEST_NANOS) {
                throw new AssertionError("waited half a minute in vain");
            }
            LockSupport.parkNanos(AGAIN_NANOS);
        }
    }
}
