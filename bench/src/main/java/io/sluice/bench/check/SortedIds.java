package io.sluice.bench.check;

import io.sluice.core.event.EventId;

/** Ids in ascending order, as pairs of longs in one array. Immutable. */
public final class SortedIds {
    private static final int SMALL = 24;

    private final long[] pairs;

    private SortedIds(long[] pairs) {
        this.pairs = pairs;
    }

    /** Sorts the array in place and keeps it; even places hold the first eight bytes of an id, odd places the last eight. */
    static SortedIds of(long[] pairs) {
        sort(pairs, 0, pairs.length / 2 - 1);
        return new SortedIds(pairs);
    }

    /** How many there are, repeated ones included. */
    public int size() {
        return pairs.length / 2;
    }

    /** The id at a place. */
    public EventId get(int index) {
        return new EventId(pairs[2 * index], pairs[2 * index + 1]);
    }

    /** Compares the id at a place with another. */
    int compare(int index, EventId other) {
        return compare(pairs[2 * index], pairs[2 * index + 1], other.high(), other.low());
    }

    /** How many of them stand there more than once: answers that gave an id which another answer had given already. */
    public int repeated() {
        int repeated = 0;
        for (int i = 1; i < size(); i++) {
            if (pairs[2 * i] == pairs[2 * i - 2] && pairs[2 * i + 1] == pairs[2 * i - 1]) {
                repeated++;
            }
        }
        return repeated;
    }

    /** Quicksort with the middle as pivot: ids arrive almost in order. Recurses into the smaller part, so the stack stays flat. */
    private static void sort(long[] p, int from, int to) {
        int low = from;
        int high = to;
        while (high - low > SMALL) {
            int i = low;
            int j = high;
            int middle = (low + high) >>> 1;
            long pivotHigh = p[2 * middle];
            long pivotLow = p[2 * middle + 1];
            while (i <= j) {
                while (compare(p[2 * i], p[2 * i + 1], pivotHigh, pivotLow) < 0) {
                    i++;
                }
                while (compare(p[2 * j], p[2 * j + 1], pivotHigh, pivotLow) > 0) {
                    j--;
                }
                if (i <= j) {
                    swap(p, i++, j--);
                }
            }
            if (j - low < high - i) {
                sort(p, low, j);
                low = i;
            } else {
                sort(p, i, high);
                high = j;
            }
        }
        insertionSort(p, low, high);
    }

    private static void insertionSort(long[] p, int from, int to) {
        for (int i = from + 1; i <= to; i++) {
            long h = p[2 * i];
            long l = p[2 * i + 1];
            int j = i;
            for (; j > from && compare(p[2 * j - 2], p[2 * j - 1], h, l) > 0; j--) {
                p[2 * j] = p[2 * j - 2];
                p[2 * j + 1] = p[2 * j - 1];
            }
            p[2 * j] = h;
            p[2 * j + 1] = l;
        }
    }

    private static int compare(long highA, long lowA, long highB, long lowB) {
        int first = Long.compareUnsigned(highA, highB);
        return first != 0 ? first : Long.compareUnsigned(lowA, lowB);
    }

    private static void swap(long[] p, int a, int b) {
        long high = p[2 * a];
        long low = p[2 * a + 1];
        p[2 * a] = p[2 * b];
        p[2 * a + 1] = p[2 * b + 1];
        p[2 * b] = high;
        p[2 * b + 1] = low;
    }
}
