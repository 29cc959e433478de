package io.sluice.gateway.guard.ratelimit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** A limit within this process: what counts when no Redis is configured. */
final class LocalLimiter implements Limiter {
    /** Falls short by one part in a thousand when always hit. */
    private static final int BUCKETS = 1_000;

    private final RateLimit limit;
    private final LongSupplier nanoTime;
    private final SlidingWindow window;

    LocalLimiter(RateLimit limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.window = new SlidingWindow(limit.windowMicros(), BUCKETS);
    }

    @Override
    public synchronized CompletableFuture<Decision> take() {
        long now = nanoTime.getAsLong() / 1_000;
        if (window.take(now, 1, limit.maxRequests()) == 1) {
            return Decision.Admitted.NOW;
        }
        long retryMicros = window.microsUntilBelow(now, limit.maxRequests());
        return CompletableFuture.completedFuture(new Decision.Refused(Duration.ofNanos(retryMicros * 1_000)));
    }

    @Override
    public synchronized void giveBack() {
        window.giveBack(nanoTime.getAsLong() / 1_000, 1);
    }
}
