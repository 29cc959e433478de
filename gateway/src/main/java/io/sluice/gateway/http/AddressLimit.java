package io.sluice.gateway.http;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * So many requests a minute for each address, in this process. Counts in fixed minutes; remembers at most {@link #ADDRESSES}
 * addresses and forgets the longest unseen first.
 */
public final class AddressLimit {
    private static final int ADDRESSES = 10_000;
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private static final class Count {
        long sinceNanos;
        int requests;
    }

    private final int perMinute;
    private final LongSupplier nanoTime;
    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true);

    public AddressLimit(int perMinute, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        this.nanoTime = nanoTime;
    }

    /** Counts a request: 0 when it may pass, else the seconds until the next one may. */
    public synchronized long secondsToWait(String address) {
        long now = nanoTime.getAsLong();
        Count count = counts.get(address);
        if (count == null) {
            forgetOldest();
            count = new Count();
            count.sinceNanos = now;
            counts.put(address, count);
        } else if (now - count.sinceNanos >= MINUTE_NANOS) {
            count.sinceNanos = now;
            count.requests = 0;
        }
        if (count.requests < perMinute) {
            count.requests++;
            return 0;
        }
        return Math.max(1, Math.ceilDiv(count.sinceNanos + MINUTE_NANOS - now, 1_000_000_000L));
    }

    private void forgetOldest() {
        if (counts.size() >= ADDRESSES) {
            Iterator<String> oldest = counts.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** The answer to one request too many. */
    public Problem problem(long seconds) {
        return Problem.of(429, "Rate limit exceeded: at most " + perMinute + " requests a minute from one address")
                .with("Retry-After", Long.toString(seconds))
                .with("RateLimit-Policy", "\"address\";q=" + perMinute + ";w=60")
                .with("RateLimit", "\"address\";r=0;t=" + seconds);
    }
}
