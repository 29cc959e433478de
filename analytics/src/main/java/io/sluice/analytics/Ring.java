package io.sluice.analytics;

/** Counts in the latest buckets of time, in any order of arrival; what is older than the ring is forgotten. Not thread-safe. */
final class Ring {
    private final int widthSeconds;
    private final int[] counts;
    private long newest; // nothing was counted in 1970

    /**
     * @param widthSeconds of one bucket
     * @param span how many buckets are kept
     */
    Ring(int widthSeconds, int span) {
        this.widthSeconds = widthSeconds;
        this.counts = new int[span];
    }

    void add(long epochSecond, long events) {
        long bucket = Math.floorDiv(epochSecond, widthSeconds);
        if (bucket > newest) {
            long from = Math.max(newest + 1, bucket - counts.length + 1);
            for (long skipped = from; skipped <= bucket; skipped++) {
                counts[slot(skipped)] = 0;
            }
            newest = bucket;
        }
        if (bucket > newest - counts.length) {
            counts[slot(bucket)] += (int) events;
        }
    }

    /** Events in the buckets that begin within that many seconds before now. */
    long sum(long nowSecond, int seconds) {
        long now = Math.floorDiv(nowSecond, widthSeconds);
        long oldest = Math.max(now - seconds / widthSeconds, newest - counts.length);
        long sum = 0;
        for (long bucket = Math.min(now, newest); bucket > oldest; bucket--) {
            sum += counts[slot(bucket)];
        }
        return sum;
    }

    private int slot(long bucket) {
        return (int) Math.floorMod(bucket, (long) counts.length);
    }
}
