package io.sluice.core.cursor;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which sequences a reader is done with: everything up to the low-water mark, and ranges above it. Ranges are merged, so the size
 * depends on the number of gaps and not on the number of sequences. Not thread-safe.
 */
public final class SequenceSet {
    private final TreeMap<Long, Long> ranges =
            new TreeMap<>(); // first -> last, disjoint, not adjacent, all above the low-water mark
    private long lowWater;

    /** @param lowWater every sequence up to this one is in the set */
    public SequenceSet(long lowWater) {
        this.lowWater = lowWater;
    }

    /** Every sequence up to and including this one is in the set. */
    public long lowWater() {
        return lowWater;
    }

    public boolean contains(long sequence) {
        if (sequence <= lowWater) {
            return true;
        }
        Map.Entry<Long, Long> range = ranges.floorEntry(sequence);
        return range != null && sequence <= range.getValue();
    }

    public void add(long sequence) {
        addRange(sequence, sequence);
    }

    /** Adds every sequence from first to last, both included. */
    public void addRange(long first, long last) {
        if (last <= lowWater || last < first) {
            return;
        }
        long from = first;
        long to = last;
        Map.Entry<Long, Long> before = ranges.floorEntry(from);
        if (before != null && before.getValue() >= from - 1) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
            ranges.remove(before.getKey());
        }
        for (var next = ranges.ceilingEntry(from);
                next != null && next.getKey() <= to + 1;
                next = ranges.ceilingEntry(from)) {
            to = Math.max(to, next.getValue());
            ranges.remove(next.getKey());
        }
        if (from <= lowWater + 1) {
            lowWater = to;
        } else {
            ranges.put(from, to);
        }
    }

    /** How many separate ranges lie above the low-water mark. */
    public int gaps() {
        return ranges.size();
    }

    /** The highest sequence in the set. */
    public long highest() {
        return ranges.isEmpty() ? lowWater : ranges.lastEntry().getValue();
    }

    /** Bytes that {@link #writeTo} writes. */
    public int size() {
        return 12 + 16 * ranges.size();
    }

    public void writeTo(ByteBuffer target) {
        target.putLong(lowWater).putInt(ranges.size());
        ranges.forEach((first, last) -> target.putLong(first).putLong(last));
    }

    public static SequenceSet readFrom(ByteBuffer source) {
        SequenceSet set = new SequenceSet(source.getLong());
        for (int left = source.getInt(); left > 0; left--) {
            set.addRange(source.getLong(), source.getLong());
        }
        return set;
    }

    @Override
    public String toString() {
        return "up to " + lowWater + (ranges.isEmpty() ? "" : " and " + ranges);
    }
}
