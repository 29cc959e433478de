package io.sluice.gateway.redis;

import java.time.Duration;
import java.util.List;

/**
 * How many instances are alive: each enters itself into Redis every few seconds and counts those seen lately. A Redis that was reached
 * a moment ago may have lost its memory and does not know all of them yet: until they have had time to come back, the number rises
 * but does not fall, so that nobody takes a larger share of a limit than is due. Counted on the link's thread, read by any.
 */
final class Presence {
    static final Duration LATELY = Duration.ofSeconds(10);
    static final List<String> KEYS = List.of("sluice:instances");

    /** Enters this instance, forgets those not seen for 10 s by the server's clock, counts the rest. */
    static final Script SCRIPT = Script.of("""
            local now = tonumber(redis.call('TIME')[1])
            redis.call('ZADD', KEYS[1], now, ARGV[1])
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 10)
            redis.call('EXPIRE', KEYS[1], 60)
            return {redis.call('ZCARD', KEYS[1])}
            """);

    private volatile int instances = 1;
    private long reachedNanos;

    /** Redis is reached anew. */
    void reached(long nowNanos) {
        reachedNanos = nowNanos;
    }

    /** Redis knows so many. */
    void counted(int known, long nowNanos) {
        if (known > instances || nowNanos - reachedNanos > LATELY.toNanos()) {
            instances = Math.max(1, known);
        }
    }

    /** This one included: at least 1. */
    int instances() {
        return instances;
    }
}
