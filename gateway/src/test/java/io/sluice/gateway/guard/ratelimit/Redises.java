package io.sluice.gateway.guard.ratelimit;

import io.sluice.gateway.redis.RedisLink;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what a link to Redis notices by itself. */
final class Redises {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Redises() {}

    static void awaitUp(RedisLink link) {
        await(link::up, "the link is up");
    }

    static void awaitDown(RedisLink link) {
        await(() -> !link.up(), "the link is down");
    }

    static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Waited in vain until " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
