package io.sluice.gateway.redis;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Hands the link to Redis to those who were made before it was known whether there is one: guards are read with the configuration
 * that names the connection. Until {@link #use} there is none.
 */
public final class SharedRedis implements Supplier<Optional<RedisLink>> {
    private final AtomicReference<Optional<RedisLink>> link = new AtomicReference<>(Optional.empty());

    /** From now on this is the link. */
    public void use(RedisLink opened) {
        link.set(Optional.of(opened));
    }

    @Override
    public Optional<RedisLink> get() {
        return link.get();
    }
}
