package io.sluice.gateway.guard.ratelimit;

import java.util.Arrays;

/**
 * Counts in a sliding window that is cut into buckets. A bucket leaves the sum only when no moment of it can lie in a window that
 * ends now, so the sum is never less than what a window holds; it is more by what the oldest bucket held, so a limit that is
 * always hit falls short by one part in {@code buckets}. {@link WindowScript} does the same inside Redis.
 *
 * <p>Time may stand still or step back: it then counts as the latest time seen, and goes on from there.
 */
final class SlidingWindow {
    private final int buckets;
    private final long widthMicros;
    private final long[] counts;
    private long sum;
    private long last = Long.MIN_VALUE;
    private long skew;

    /** Buckets are never narrower than a microsecond. */
    SlidingWindow(long windowMicros, int buckets) {
        this.buckets = buckets;
        this.widthMicros = widthMicros(windowMicros, buckets);
        this.counts = new long[buckets + 1];
    }

    static long widthMicros(long windowMicros, int buckets) {
        return Math.max(1, Math.ceilDiv(windowMicros, buckets));
    }

    /** What the window that ends now holds. */
    long sum(long nowMicros) {
        advance(nowMicros);
        return sum;
    }

    /** Admits as many of the wanted as the limit leaves room for. */
    long take(long nowMicros, long wanted, long limit) {
        advance(nowMicros);
        long granted = Math.clamp(limit - sum, 0, wanted);
        counts[slot(last)] += granted;
        sum += granted;
        return granted;
    }

    /** The number of the bucket in which is counted what is taken now. */
    long bucket(long nowMicros) {
        advance(nowMicros);
        return last;
    }

    /** Gives back what was taken in that bucket. When the bucket has left the window, there is nothing to give back any more. */
    void giveBack(long nowMicros, long bucket, long amount) {
        advance(nowMicros);
        if (bucket < last - buckets || bucket > last) {
            return;
        }
        long part = Math.min(amount, counts[slot(bucket)]);
        counts[slot(bucket)] -= part;
        sum -= part;
    }

    /** Microseconds until the sum has fallen below the limit, if nothing else is admitted; the whole window when it never does. */
    long microsUntilBelow(long nowMicros, long limit) {
        advance(nowMicros);
        long left = sum;
        for (long bucket = last - buckets; bucket <= last; bucket++) {
            left -= counts[slot(bucket)];
            if (left < limit) {
                return (bucket - skew + buckets + 1) * widthMicros - nowMicros;
            }
        }
        return buckets * widthMicros;
    }

    /** What each bucket of the window holds, by its age: index 0 is the current one. */
    long[] byAge(long nowMicros) {
        advance(nowMicros);
        long[] ages = new long[buckets + 1];
        for (int age = 0; age <= buckets; age++) {
            ages[age] = counts[slot(last - age)];
        }
        return ages;
    }

    private void advance(long nowMicros) {
        long now = Math.floorDiv(nowMicros, widthMicros) + skew;
        if (last == Long.MIN_VALUE) {
            last = now;
        } else if (now < last) {
            skew += last - now;
        } else if (now - last > buckets) {
            Arrays.fill(counts, 0);
            sum = 0;
            last = now;
        } else {
            while (last < now) {
                last++;
                sum -= counts[slot(last)];
                counts[slot(last)] = 0;
            }
        }
    }

    private int slot(long bucket) {
        return (int) Math.floorMod(bucket, (long) counts.length);
    }
}
