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

    private static final int PIECE = 1 << 20;

    private TailInspection() {}

    /**
     * Whether nothing but zeros stands from the offset on: room that was allocated in advance. A crash may also leave zeros where the
     * last group commit was being written; nobody was told of that one. Fewer bytes than a record's head are taken for a torn one, because
     * a head begins with zeros.
     */
    static boolean isUnused(DiskFile file, long offset, long end) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, Math.max(0, end - offset)));
        ByteBuffer zeros = ByteBuffer.allocate(piece.capacity());
        for (long at = offset; at < end; at += piece.limit()) {
            piece.clear().limit((int) Math.min(piece.capacity(), end - at));
            piece.limit(file.readFully(piece, at)).position(0);
            if (!piece.hasRemaining() || !piece.equals(zeros.clear().limit(piece.limit()))) {
                return false;
            }
        }
        return end - offset >= RecordFormat.HEADER;
    }

    /**
     * Whether a record behind the offset proves that sequence {@code missing}, which should begin there, was once safe on disk.
     *
     * @param journal the journal that the segment belongs to
     */
    static boolean provesDamage(DiskFile file, UUID journal, long offset, long end, long missing) throws IOException {
        Checksum checksum = new Checksum(journal);
        // No later sequence can stand here than the bytes before it have room for.
        long latest = missing + (end - offset) / RecordFormat.HEADER;
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, Math.max(0, end - offset)));
        // A head may begin in one piece and end in the next, so the pieces overlap.
        for (long from = offset + 1; end - from >= RecordFormat.HEADER; from += PIECE - RecordFormat.HEADER + 1) {
            piece.clear().limit((int) Math.min(piece.capacity(), end - from));
            piece.limit(file.readFully(piece, from)).position(0);
            for (int at = 0; at + RecordFormat.HEADER <= piece.limit(); at++) {
                long sequence = RecordFormat.sequence(piece, at);
                if (sequence > missing
                        && sequence <= latest
                        && RecordFormat.batchStart(piece, at) > missing
                        && RecordFormat.batchStart(piece, at) <= sequence
                        && isSound(file, from + at, RecordFormat.payloadLength(piece, at), end, checksum)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isSound(DiskFile file, long at, int length, long end, Checksum checksum) throws IOException {
        if (!RecordFormat.plausibleLength(length) || end - at < RecordFormat.HEADER + (long) length) {
            return false;
        }
        ByteBuffer record = ByteBuffer.allocate(RecordFormat.HEADER + length);
        return file.readFully(record, at) == record.capacity() && RecordFormat.checks(record, 0, checksum);
    }
}
