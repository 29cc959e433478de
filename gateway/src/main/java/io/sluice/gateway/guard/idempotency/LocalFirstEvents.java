package io.sluice.gateway.guard.idempotency;

import io.sluice.core.plugin.Taken;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * The first events of this process: what counts when no Redis is configured. Bounded: when it is full the oldest is forgotten, and its
 * repeat would be stored again.
 */
final class LocalFirstEvents implements FirstEvents {
    private static final CompletableFuture<Earlier> UNDERWAY =
            CompletableFuture.completedFuture(new Earlier.Underway());

    /** Bytes that one key costs, about. */
    private static final long KEY_BYTES = 384;

    private final int bound;
    private final LongSupplier nanoTime;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long claims;

    /** @param eventId empty as long as it is only claimed */
    private record Entry(long claim, String eventId, long endNanos) {}

    /** @param bound the most keys at one time */
    LocalFirstEvents(int bound, LongSupplier nanoTime) {
        this.bound = bound;
        this.nanoTime = nanoTime;
    }

    /** As many keys as fit into a sixteenth of the memory. */
    static LocalFirstEvents sized(LongSupplier nanoTime) {
        long keys = Runtime.getRuntime().maxMemory() / 16 / KEY_BYTES;
        return new LocalFirstEvents(Math.clamp(keys, 50_000, 4_000_000), nanoTime);
    }

    @Override
    public synchronized CompletableFuture<Earlier> claim(String key, Duration window) {
        long now = nanoTime.getAsLong();
        Entry entry = entries.get(key);
        if (entry != null && now - entry.endNanos() < 0) {
            return entry.eventId().isEmpty()
                    ? UNDERWAY
                    : CompletableFuture.completedFuture(new Earlier.Stored(entry.eventId()));
        }
        long claim = claims++;
        put(key, new Entry(claim, "", now + CLAIM.toNanos()));
        return CompletableFuture.completedFuture(new Earlier.Nothing(new Claim(this, key, claim, window)));
    }

    /** Puts it behind all others, and forgets what is over or too much, the oldest first. */
    private void put(String key, Entry entry) {
        entries.remove(key);
        entries.put(key, entry);
        long now = nanoTime.getAsLong();
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext() && (now - oldest.next().endNanos() >= 0 || entries.size() > bound)) {
            oldest.remove();
        }
    }

    private synchronized void keep(Claim claim, String eventId) {
        Entry entry = entries.get(claim.key());
        if (entry == null || entry.eventId().isEmpty()) {
            long end = nanoTime.getAsLong() + claim.window().toNanos();
            put(claim.key(), new Entry(claim.number(), eventId, end));
        }
    }

    private synchronized void free(Claim claim) {
        Entry entry = entries.get(claim.key());
        if (entry != null && entry.claim() == claim.number()) {
            entries.remove(claim.key());
        }
    }

    private record Claim(LocalFirstEvents events, String key, long number, Duration window) implements Taken {
        @Override
        public void giveBack() {
            events.free(this);
        }

        @Override
        public void keep(String eventId) {
            events.keep(this, eventId);
        }
    }
}
