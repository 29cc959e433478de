package io.sluice.core.journal;

import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads the records of one segment in order, in large pieces, and checks each. A record is good until the next one is read, because
 * its bytes are not copied and the next one is the same object.
 */
final class SegmentScanner {
    private static final int PIECE = 256 << 10;

    private final DiskFile file;
    private final Checksum checksum;
    private long offset;
    private long expected;
    private long groupOffset;
    private ByteBuffer piece = ByteBuffer.allocate(0);
    /** The bytes of the piece, with the bounds of the last record's content. */
    private ByteBuffer payload = piece.duplicate();

    private final JournalRecord record = new JournalRecord(0, 0, RecordType.EVENT, payload);
    private final Optional<JournalRecord> found = Optional.of(record);
    private long pieceStart;

    /**
     * @param journal the journal that the segment belongs to
     * @param firstSequence the sequence of its first record
     */
    SegmentScanner(DiskFile file, UUID journal, long firstSequence) {
        this.file = file;
        this.checksum = new Checksum(journal);
        this.offset = SegmentFormat.HEAD;
        this.groupOffset = SegmentFormat.HEAD;
        this.expected = firstSequence;
    }

    /** Where the next record begins. */
    long offset() {
        return offset;
    }

    /** Where the group commit begins that the last record belongs to. */
    long groupOffset() {
        return groupOffset;
    }

    /** The sequence of the next record. */
    long nextSequence() {
        return expected;
    }

    /**
     * The next record, or empty at the limit.
     *
     * @param limit nothing from this offset on is looked at
     * @throws DamagedRecord if what stands there is no sound record
     */
    Optional<JournalRecord> next(long limit) throws IOException, DamagedRecord {
        if (offset >= limit) {
            return Optional.empty();
        }
        if (limit - offset < RecordFormat.HEADER) {
            throw new DamagedRecord(offset, "a record's head is cut off");
        }
        int at = ensure(RecordFormat.HEADER, limit);
        int length = RecordFormat.payloadLength(piece, at);
        if (!RecordFormat.plausibleLength(length)) {
            throw new DamagedRecord(offset, "a record's length is " + length);
        }
        if (limit - offset < RecordFormat.HEADER + (long) length) {
            throw new DamagedRecord(offset, "a record is cut off");
        }
        at = ensure(RecordFormat.HEADER + length, limit);
        if (!RecordFormat.checks(piece, at, checksum)) {
            throw new DamagedRecord(offset, "a record's checksum does not match");
        }
        RecordFormat.read(piece, at, payload, record);
        if (first(record) != expected) {
            throw new DamagedRecord(offset, "record " + record.sequence() + " stands where " + expected + " belongs");
        }
        if (RecordFormat.batchStart(piece, at) == record.sequence()) {
            groupOffset = offset;
        }
        offset += RecordFormat.HEADER + length;
        expected = record.sequence() + 1;
        return found;
    }

    /** The first sequence that the record stands for. */
    private long first(JournalRecord read) throws DamagedRecord {
        if (read.type() != RecordType.GAP) {
            return read.sequence();
        }
        if (read.payload().remaining() != Gap.PAYLOAD) {
            throw new DamagedRecord(offset, "a gap does not say where it begins");
        }
        return Gap.of(read).first();
    }

    /** Checks every record up to the limit. */
    void skipTo(long limit) throws IOException, DamagedRecord {
        Optional<JournalRecord> next;
        do {
            next = next(limit);
        } while (next.isPresent());
    }

    /** Makes sure that many bytes from the current offset are in memory; says where in the piece they begin. */
    private int ensure(int bytes, long limit) throws IOException, DamagedRecord {
        long at = offset - pieceStart;
        if (at < 0 || at + bytes > piece.limit()) {
            int size = (int) Math.min(limit - offset, Math.max(bytes, PIECE));
            if (piece.capacity() < size) {
                piece = ByteBuffer.allocate(size);
                payload = piece.duplicate();
            }
            int read = file.readFully(piece.clear().limit(size), offset);
            piece.flip();
            pieceStart = offset;
            if (read < bytes) {
                throw new DamagedRecord(offset, "the file ends after " + (offset + read) + " bytes");
            }
            at = 0;
        }
        return (int) at;
    }
}
