package io.sluice.gateway.guard.replay;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A key that is wanted, under the claim's number, and what becomes of it. Its time is set under the lock of its {@link SharedKeys}. */
final class Wanted {
    private final String key;
    private final long number;
    private final Duration ttl;
    private final CompletableFuture<SharedKeys.Answer> answer = new CompletableFuture<>();
    private long sentNanos;

    /** @param ttl after which the claim ends by itself */
    Wanted(String key, long number, Duration ttl) {
        this.key = key;
        this.number = number;
        this.ttl = ttl;
    }

    String key() {
        return key;
    }

    long number() {
        return number;
    }

    Duration ttl() {
        return ttl;
    }

    CompletableFuture<SharedKeys.Answer> answer() {
        return answer;
    }

    /** It goes out now. */
    void sent(long nowNanos) {
        sentNanos = nowNanos;
    }

    /** Whether less than half of its time has passed since it went out, so that it still stands in Redis. */
    boolean isYoung(long nowNanos) {
        return nowNanos - sentNanos < ttl.toNanos() / 2;
    }
}
