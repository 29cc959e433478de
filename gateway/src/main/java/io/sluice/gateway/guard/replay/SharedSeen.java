package io.sluice.gateway.guard.replay;

import io.sluice.gateway.redis.RedisLink;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** What all instances have seen, in Redis. What is given back while Redis is away is free when it is back. */
public final class SharedSeen implements Seen {
    private final SharedKeys keys;

    /** @param instance a name that no other process has */
    public SharedSeen(RedisLink redis, String instance, LongSupplier nanoTime) {
        keys = SharedKeys.under("sluice:seen:", redis, instance, nanoTime);
    }

    @Override
    public CompletableFuture<Claim> claim(String key, Duration ttl) {
        return keys.claim(key, ttl).thenApply(answer -> switch (answer) {
            case SharedKeys.Answer.Mine(SharedKeys.Hold hold) -> new Claim.First(hold::release);
            case SharedKeys.Answer.Others _ -> new Claim.Repeated();
            case SharedKeys.Answer.Unknown _ -> new Claim.Unknown();
        });
    }
}
