package io.sluice.core.stats;

import java.util.Arrays;

/** Counts per bucket of time for as long as a window may ask for them. Only buckets that hold something take room. */
final class Buckets {
    private final int widthSeconds;
    private final int span;
    /** Bucket numbers and counts in turn, oldest first, from {@code head} to {@code tail}. */
    private long[] entries = new long[4];

    private int head;
    private int tail;

    /**
     * @param widthSeconds of one bucket
     * @param span how many buckets the longest window has
     */
    Buckets(int widthSeconds, int span) {
        this.widthSeconds = widthSeconds;
        this.span = span;
    }

    /** Counts at that moment; a moment before the latest one counts as the latest. */
    void add(long epochSecond, long count) {
        put(Math.floorDiv(epochSecond, widthSeconds), count);
    }

    private void put(long bucket, long count) {
        if (tail > head && entries[tail - 2] >= bucket) {
            entries[tail - 1] += count;
            return;
        }
        while (head < tail && entries[head] <= bucket - span) {
            head += 2;
        }
        if (tail == entries.length) {
            int length = tail - head;
            long[] target = length > entries.length / 2 ? new long[entries.length * 2] : entries;
            System.arraycopy(entries, head, target, 0, length);
            entries = target;
            head = 0;
            tail = length;
        }
        entries[tail++] = bucket;
        entries[tail++] = count;
    }

    /** What the latest buckets hold, the current one included. */
    long sum(long nowSecond, int seconds) {
        long oldest = Math.floorDiv(nowSecond, widthSeconds) - seconds / widthSeconds;
        long sum = 0;
        for (int i = tail - 2; i >= head && entries[i] > oldest; i -= 2) {
            sum += entries[i + 1];
        }
        return sum;
    }

    /** Writes {@code bucket:count,…}; bucket numbers as differences to the one before. */
    void encode(StringBuilder out) {
        long before = 0;
        for (int i = head; i < tail; i += 2) {
            out.append(entries[i] - before).append(':').append(entries[i + 1]).append(',');
            before = entries[i];
        }
    }

    void decode(String text) {
        long bucket = 0;
        for (String entry : text.split(",", -1)) {
            int colon = entry.indexOf(':');
            if (colon > 0) {
                bucket += Long.parseLong(entry.substring(0, colon));
                put(bucket, Long.parseLong(entry.substring(colon + 1)));
            }
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOfRange(entries, head, tail));
    }
}
