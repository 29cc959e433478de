package io.sluice.core.journal;

import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread is about to bring about. */
final class Conditions {
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(20);

    private Conditions() {}

    static void await(String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > LONGEST_WAIT_NANOS) {
                fail("it did not come to pass: " + what);
            }
            LockSupport.parkNanos(20_000);
        }
    }
}
