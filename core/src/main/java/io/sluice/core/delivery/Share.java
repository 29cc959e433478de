package io.sluice.core.delivery;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A bounded amount that lanes share, so that those which never give back (a dead destination) cannot starve the others: a lane may
 * hold at most half of what is free, so something always is. Every lane may hold a first piece. Thread-safe.
 *
 * @see <a href="https://doi.org/10.1109/90.664262">Choudhury and Hahne, Dynamic Queue Length Thresholds (1998)</a>
 */
final class Share {
    private final AtomicLong held = new AtomicLong();
    private final long total;
    private final long laneMost;

    /** @param laneMost what one lane may hold however much is free */
    Share(long total, long laneMost) {
        this.total = total;
        this.laneMost = laneMost;
    }

    /** Whether a lane that holds so much may take another piece; the last piece may go beyond the bound. */
    boolean admits(long laneHolds) {
        return laneHolds == 0 || laneHolds < limit();
    }

    /** What a lane may hold now. */
    long limit() {
        return Math.clamp((total - held.get()) / 2, 0, laneMost);
    }

    void take(long amount) {
        held.addAndGet(amount);
    }

    void giveBack(long amount) {
        held.addAndGet(-amount);
    }

    /** What all lanes hold. */
    long held() {
        return held.get();
    }
}
