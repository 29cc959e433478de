package io.sluice.gateway.guard.idempotency;

import io.sluice.core.plugin.Taken;
import io.sluice.gateway.guard.replay.SharedKeys;
import io.sluice.gateway.redis.RedisLink;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * The first events of all instances, in Redis: a key is claimed while its event is under way, and the claim is exchanged for the event's id
 * when that is on disk. So an id stands in Redis only when its event is on disk, and a claim whose instance died ends by itself after
 * {@link FirstEvents#CLAIM}, whatever the window. Of 10,000 that could not be written down the oldest is left to its time: its repeat would be
 * stored again.
 */
final class SharedFirstEvents implements FirstEvents {
    private final SharedKeys keys;

    private SharedFirstEvents(SharedKeys keys) {
        this.keys = keys;
    }

    /** @param instance a name that no other process has */
    static SharedFirstEvents on(RedisLink redis, String instance, LongSupplier nanoTime) {
        return new SharedFirstEvents(SharedKeys.under("sluice:first:", redis, instance, nanoTime));
    }

    @Override
    public CompletableFuture<Earlier> claim(String key, Duration window) {
        return keys.claim(key, CLAIM).thenApply(answer -> switch (answer) {
            case SharedKeys.Answer.Mine(SharedKeys.Hold hold) -> new Earlier.Nothing(new Claimed(hold, window));
            case SharedKeys.Answer.Others(String eventId) when eventId.isEmpty() -> new Earlier.Underway();
            case SharedKeys.Answer.Others(String eventId) -> new Earlier.Stored(eventId);
            case SharedKeys.Answer.Unknown _ -> new Earlier.Unknown();
        });
    }

    private record Claimed(SharedKeys.Hold hold, Duration window) implements Taken {
        @Override
        public void giveBack() {
            hold.release();
        }

        @Override
        public void keep(String eventId) {
            hold.exchange(eventId, window);
        }
    }
}
