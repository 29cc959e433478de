package io.sluice.bench.check;

import java.time.Duration;

/** Ends when a number has not risen for some time. */
final class Patience {
    private final long limitNanos;
    private long highest = -1;
    private long lastRise = System.nanoTime();

    Patience(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    void seen(long number) {
        if (number > highest) {
            highest = number;
            lastRise = System.nanoTime();
        }
    }

    boolean exhausted() {
        return System.nanoTime() - lastRise >= limitNanos;
    }
}
