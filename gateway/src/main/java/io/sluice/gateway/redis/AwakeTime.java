package io.sluice.gateway.redis;

/**
 * Time that passes only while this process runs: when it was suspended, or got no CPU for a while, no more than two ticks have passed.
 * Who waits in it for an answer gives the answer a chance that has arrived meanwhile. Not thread-safe.
 */
final class AwakeTime {
    private final long longestNanos;
    private long lastNanos;
    private long nanos;

    /** @param tickNanos how often it is {@link #advance}d by a process that runs */
    AwakeTime(long tickNanos, long nowNanos) {
        this.longestNanos = 2 * tickNanos;
        this.lastNanos = nowNanos;
    }

    /** Another tick. */
    void advance(long nowNanos) {
        nanos += Math.clamp(nowNanos - lastNanos, 0, longestNanos);
        lastNanos = nowNanos;
    }

    /** How much has passed. */
    long nanos() {
        return nanos;
    }
}
