package io.sluice.gateway.guard;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.gateway.guard.authorization.AuthorizationFactory;
import io.sluice.gateway.guard.ratelimit.RateLimitFactory;
import io.sluice.gateway.redis.RedisLink;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The one place where guards are registered: a new guard is a package and a line here. */
public final class Guards {
    private Guards() {}

    /**
     * All guards.
     *
     * @param redis asked when a guard is built, not before: {@code sluice check} builds none
     * @param nanoTime a clock that never steps back, such as {@code System::nanoTime}
     */
    public static List<GuardFactory> all(Supplier<Optional<RedisLink>> redis, LongSupplier nanoTime) {
        return List.of(new AuthorizationFactory(), new RateLimitFactory(redis, nanoTime));
    }
}
