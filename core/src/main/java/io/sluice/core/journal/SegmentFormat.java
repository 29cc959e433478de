package io.sluice.core.journal;

import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * What stands at both ends of a segment. The head names the journal and the first sequence; the closing mark, written when a segment
 * takes no more records, says where they end, so that an old segment need not be read to know what is in it.
 */
final class SegmentFormat {
    static final int HEAD = 36;
    static final int CLOSING_MARK = 36;

    private static final long HEAD_MAGIC = 0x534C554943453031L; // "SLUICE01"
    private static final long MARK_MAGIC = 0x534C55494345454EL; // "SLUICEEN"
    private static final String SUFFIX = ".seg";

    private SegmentFormat() {}

    record Head(UUID journal, long firstSequence) {}

    /**
     * @param lastSequence of the segment's last record
     * @param lastMicros when that record was written
     * @param recordsEnd offset behind it
     */
    record Mark(long lastSequence, long lastMicros, long recordsEnd) {}

    static String fileName(long firstSequence) {
        return "%020d%s".formatted(firstSequence, SUFFIX);
    }

    /** Whether the name is a segment's. Twenty digits can be more than a sequence holds: such a file is not the journal's. */
    static boolean isSegment(Path file) {
        String name = file.getFileName().toString();
        return name.matches("[0-9]{20}\\.seg") && name.compareTo(fileName(Long.MAX_VALUE)) <= 0;
    }

    static long firstSequence(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(0, 20));
    }

    static ByteBuffer head(UUID journal, long firstSequence) {
        ByteBuffer head = ByteBuffer.allocate(HEAD)
                .putLong(HEAD_MAGIC)
                .putLong(journal.getMostSignificantBits())
                .putLong(journal.getLeastSignificantBits())
                .putLong(firstSequence);
        return head.putInt(checksum(head, journal)).flip();
    }

    static ByteBuffer closingMark(Mark mark, UUID journal) {
        ByteBuffer bytes = ByteBuffer.allocate(CLOSING_MARK)
                .putLong(MARK_MAGIC)
                .putLong(mark.lastSequence())
                .putLong(mark.lastMicros())
                .putLong(mark.recordsEnd());
        return bytes.putInt(checksum(bytes, journal)).flip();
    }

    static Optional<Head> readHead(DiskFile file) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        if (file.readFully(head, 0) < HEAD || head.getLong(0) != HEAD_MAGIC) {
            return Optional.empty();
        }
        UUID journal = new UUID(head.getLong(8), head.getLong(16));
        return head.getInt(HEAD - 4) == checksum(head, journal)
                ? Optional.of(new Head(journal, head.getLong(24)))
                : Optional.empty();
    }

    static Optional<Mark> readClosingMark(DiskFile file, UUID journal) throws IOException {
        long size = file.size();
        if (size < HEAD + CLOSING_MARK) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(CLOSING_MARK);
        int read = file.readFully(bytes, size - CLOSING_MARK);
        boolean whole = read == CLOSING_MARK
                && bytes.getLong(0) == MARK_MAGIC
                && bytes.getInt(CLOSING_MARK - 4) == checksum(bytes, journal)
                && bytes.getLong(24) == size - CLOSING_MARK;
        return whole ? Optional.of(new Mark(bytes.getLong(8), bytes.getLong(16), bytes.getLong(24))) : Optional.empty();
    }

    private static int checksum(ByteBuffer bytes, UUID journal) {
        return new Checksum(journal).of(bytes, 0, bytes.capacity() - 4);
    }
}
