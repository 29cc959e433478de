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
    /** For all that are counted in one bucket. */
    private Counted counted = Counted.withoutRedis(Long.MIN_VALUE);

    private CompletableFuture<Decision> admitted = new CompletableFuture<>();

    LocalLimiter(RateLimit limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.window = new SlidingWindow(limit.windowMicros(), BUCKETS);
    }

    @Override
    public synchronized CompletableFuture<Decision> take() {
        long now = nanoTime.getAsLong() / 1_000;
        if (window.take(now, 1, limit.maxRequests()) == 1) {
            return admitted(window.bucket(now));
        }
        long retryMicros = window.microsUntilBelow(now, limit.maxRequests());
        return CompletableFuture.completedFuture(new Decision.Refused(Duration.ofNanos(retryMicros * 1_000)));
    }

    private CompletableFuture<Decision> admitted(long bucket) {
        if (counted.bucket() != bucket) {
            counted = Counted.withoutRedis(bucket);
            admitted = CompletableFuture.completedFuture(new Decision.Admitted(counted, this));
        }
        return admitted;
    }

    @Override
    public synchronized void giveBack(Counted given) {
        window.giveBack(nanoTime.getAsLong() / 1_000, given.bucket(), 1);
    }
}
