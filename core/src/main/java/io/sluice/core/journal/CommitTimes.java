package io.sluice.core.journal;

import java.util.OptionalLong;

/**
 * When the records of this run were committed, from memory of a fixed size: a sample of a group commit every tenth of a second, and of
 * older ones ever fewer. So the time it names for a record is never too late, and too early by no more than a tenth of a second or a
 * 64th of the record's age. The committer adds; any thread may ask.
 */
final class CommitTimes {
    private static final int MOST = 2_048;
    private static final long SPACING_MICROS = 100_000;
    private static final int SHARE_OF_AGE = 64;

    private final long[] sequences = new long[MOST];
    private final long[] micros = new long[MOST];
    private int count;
    /** Touched by the committer alone, so that most commits take no lock. */
    private long sampledMicros = Long.MIN_VALUE / 2;

    /** A group was committed that begins with that sequence. */
    void committed(long firstSequence, long timeMicros) {
        if (Math.abs(timeMicros - sampledMicros) < SPACING_MICROS) {
            return;
        }
        sampledMicros = timeMicros;
        add(firstSequence, timeMicros);
    }

    private synchronized void add(long firstSequence, long timeMicros) {
        if (count == MOST) {
            thin();
        }
        sequences[count] = firstSequence;
        micros[count++] = timeMicros;
    }

    /** Drops samples whose neighbours are near to each other, compared with their age. The first and the last one stay. */
    private void thin() {
        long now = micros[count - 1];
        boolean[] dropped = new boolean[count];
        int after = count - 1;
        for (int i = count - 2; i > 0; i--) {
            dropped[i] = micros[after] - micros[i - 1] <= (now - micros[after]) / SHARE_OF_AGE;
            after = dropped[i] ? after : i;
        }
        int left = keep(dropped);
        if (left > MOST * 3 / 4) { // only a clock that jumps leaves so many
            dropped = new boolean[left];
            for (int i = 1; i < left - 1; i += 2) {
                dropped[i] = true;
            }
            left = keep(dropped);
        }
        count = left;
    }

    private int keep(boolean[] dropped) {
        int left = 0;
        for (int i = 0; i < dropped.length; i++) {
            if (!dropped[i]) {
                sequences[left] = sequences[i];
                micros[left++] = micros[i];
            }
        }
        return left;
    }

    /** When the record was committed, in Unix microseconds; empty when that was before this run. */
    synchronized OptionalLong of(long sequence) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sequences[middle] <= sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? OptionalLong.empty() : OptionalLong.of(micros[low - 1]);
    }
}
