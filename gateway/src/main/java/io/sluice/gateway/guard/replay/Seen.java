package io.sluice.gateway.guard.replay;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Remembers what may be used once: nonces and signatures. Over all instances when Redis is configured, within this process when not.
 * Thread-safe, never blocks.
 */
public interface Seen {
    /**
     * Claims a key.
     *
     * @param key of {@link ReplayKey}
     * @param ttl how long it is to be remembered; what is over is over a little later
     */
    CompletableFuture<Claim> claim(String key, Duration ttl);
}
