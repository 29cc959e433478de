package io.sluice.bench.check;

import java.util.ArrayList;
import java.util.List;

/**
 * The ids of acknowledged events, 16 bytes each, so that ten million take 160 MB. Filled by one thread; {@link #sorted} then
 * gives them in order.
 */
public final class AcknowledgedIds {
    private static final int CHUNK = 16 * 1024;

    private final List<long[]> full = new ArrayList<>();
    private long[] chunk = new long[CHUNK];
    private int used;

    /** Takes one id: the first and the last eight bytes of its UUID. */
    public void add(long high, long low) {
        if (used == CHUNK) {
            full.add(chunk);
            chunk = new long[CHUNK];
            used = 0;
        }
        chunk[used] = high;
        chunk[used + 1] = low;
        used += 2;
    }

    /** How many there are, repeated ones included. */
    public long size() {
        return ((long) full.size() * CHUNK + used) / 2;
    }

    /** All of several collections in ascending order. */
    public static SortedIds sorted(List<AcknowledgedIds> parts) {
        long size = parts.stream().mapToLong(AcknowledgedIds::size).sum();
        long[] pairs = new long[Math.toIntExact(2 * size)];
        int at = 0;
        for (AcknowledgedIds part : parts) {
            for (long[] chunk : part.full) {
                System.arraycopy(chunk, 0, pairs, at, CHUNK);
                at += CHUNK;
            }
            System.arraycopy(part.chunk, 0, pairs, at, part.used);
            at += part.used;
        }
        return SortedIds.of(pairs);
    }
}
