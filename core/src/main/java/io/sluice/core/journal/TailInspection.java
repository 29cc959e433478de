package io.sluice.core.journal;

import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Decides what an unsound place in the last segment is. A crash can only have hurt the last group commit, which nobody was told of:
 * then what follows is cut. If, however, a sound record of a later commit stands behind the place, the record there had been safe on
 * disk, and losing it is damage.
 */
final class TailInspection {

    private TailInspection() {}

    /**
     * Whether a record behind the offset proves that sequence {@code missing}, which should begin there, was once safe on disk.
     *
     * @param journal the journal that the segment belongs to
     */
    static boolean provesDamage(DiskFile file, UUID journal, long offset, long end, long missing) throws IOException {
        if (end - offset > Integer.MAX_VALUE - 8) {
            return true; // no segment grows like this by a torn write
        }
        ByteBuffer tail = ByteBuffer.allocate((int) (end - offset));
        tail.limit(file.readFully(tail, offset)).position(0);
        Checksum checksum = new Checksum(journal);
        // No later sequence can stand here than the bytes before it have room for.
        long latest = missing + tail.limit() / RecordFormat.HEADER;
        for (int at = 1; at + RecordFormat.HEADER <= tail.limit(); at++) {
            long sequence = RecordFormat.sequence(tail, at);
            if (sequence > missing
                    && sequence <= latest
                    && RecordFormat.batchStart(tail, at) > missing
                    && RecordFormat.batchStart(tail, at) <= sequence
                    && fits(tail, at)
                    && RecordFormat.checks(tail, at, checksum)) {
                return true;
            }
        }
        return false;
    }

    private static boolean fits(ByteBuffer tail, int at) {
        int length = RecordFormat.payloadLength(tail, at);
        return RecordFormat.plausibleLength(length) && at + RecordFormat.HEADER + (long) length <= tail.limit();
    }
}
