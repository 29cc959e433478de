package io.sluice.gateway.guard.idempotency;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Remembers of each key the first event, in two steps: a claim, which ends by itself soon, and the event's id once the event is on disk. So
 * nobody is told of an event that an instance took and died with. Thread-safe, never blocks.
 */
interface FirstEvents {
    /**
     * How long a claim lasts whose instance died: longer than a journal takes to accept or to refuse (two seconds), also on a machine that
     * stutters. Until it is over the sender's next try cannot be decided.
     */
    Duration CLAIM = Duration.ofSeconds(30);

    /**
     * Asks what came before, and claims the key when nothing did.
     *
     * @param key of {@link io.sluice.gateway.guard.replay.ReplayKey}
     * @param window how long the event is to be remembered once it is on disk
     */
    CompletableFuture<Earlier> claim(String key, Duration window);
}
