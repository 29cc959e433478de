package io.sluice.bench.load;

import java.util.concurrent.atomic.LongAdder;

/** How far a load is, for a line on the terminal. Thread-safe. */
public final class Progress {
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder refused = new LongAdder();

    void successful() {
        succeeded.increment();
    }

    void failed(long count) {
        refused.add(count);
    }

    /** How many requests have succeeded so far. */
    public long successfulSoFar() {
        return succeeded.sum();
    }

    /** How many requests have failed so far. */
    public long failedSoFar() {
        return refused.sum();
    }
}
