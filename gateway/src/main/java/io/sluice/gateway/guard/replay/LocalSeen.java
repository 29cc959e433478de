package io.sluice.gateway.guard.replay;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * What this process has seen: what counts when no Redis is configured. Bounded: when it is full of keys whose time is not over, nothing
 * more can be claimed, because forgetting one would let it in again.
 */
public final class LocalSeen implements Seen {
    private static final CompletableFuture<Claim> REPEATED = CompletableFuture.completedFuture(new Claim.Repeated());
    private static final CompletableFuture<Claim> UNKNOWN = CompletableFuture.completedFuture(new Claim.Unknown());

    /** Bytes that one key costs, about. */
    private static final long KEY_BYTES = 256;

    private final int bound;
    private final LongSupplier nanoTime;
    /**
     * Keys and when their time is over, for each length of time, which is rounded up to a power of two of milliseconds: keys of one length
     * end in the order in which they came.
     */
    private final Map<Long, LinkedHashMap<String, Long>> byLength = new HashMap<>();

    private int size;

    /** @param bound the most keys at one time */
    public LocalSeen(int bound, LongSupplier nanoTime) {
        this.bound = bound;
        this.nanoTime = nanoTime;
    }

    /** As many keys as fit into a sixteenth of the memory. */
    public static LocalSeen sized(LongSupplier nanoTime) {
        long keys = Runtime.getRuntime().maxMemory() / 16 / KEY_BYTES;
        return new LocalSeen(Math.clamp(keys, 50_000, 4_000_000), nanoTime);
    }

    @Override
    public synchronized CompletableFuture<Claim> claim(String key, Duration ttl) {
        long now = nanoTime.getAsLong();
        forgetEnded(now);
        for (Map<String, Long> keys : byLength.values()) {
            if (keys.containsKey(key)) {
                return REPEATED;
            }
        }
        if (size >= bound) {
            return UNKNOWN;
        }
        long length = rounded(ttl);
        byLength.computeIfAbsent(length, _ -> new LinkedHashMap<>()).put(key, now + length);
        size++;
        return CompletableFuture.completedFuture(new Claim.First(() -> release(key)));
    }

    private static long rounded(Duration ttl) {
        long millis = Math.max(1, ttl.toMillis());
        long power = Long.highestOneBit(millis);
        return Duration.ofMillis(power == millis ? power : power * 2).toNanos();
    }

    private void forgetEnded(long now) {
        for (Map<String, Long> keys : byLength.values()) {
            Iterator<Long> ends = keys.values().iterator();
            while (ends.hasNext() && now - ends.next() >= 0) {
                ends.remove();
                size--;
            }
        }
    }

    private synchronized void release(String key) {
        for (Map<String, Long> keys : byLength.values()) {
            if (keys.remove(key) != null) {
                size--;
            }
        }
    }
}
