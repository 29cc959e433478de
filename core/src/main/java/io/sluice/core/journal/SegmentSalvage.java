package io.sluice.core.journal;

import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds every readable record in a damaged segment. Behind a place that is no sound record it looks at each byte for the next one: a
 * head with a possible sequence and length whose checksum, in which the journal's id is, matches.
 */
final class SegmentSalvage {
    private static final int PIECE = 1 << 20;

    private final DiskFile file;
    private final long size;
    private final Checksum checksum;
    private final long lastPossible;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<SetAside> setAside = new ArrayList<>();
    private long expected;
    private ByteBuffer piece = ByteBuffer.allocate(0);
    private long pieceStart;

    private SegmentSalvage(DiskFile file, UUID journal, long firstWanted, long lastPossible) throws IOException {
        this.file = file;
        this.size = file.size();
        this.checksum = new Checksum(journal);
        this.expected = firstWanted;
        this.lastPossible = lastPossible;
    }

    /**
     * What was found in a segment.
     *
     * @param pieces the records, and what is lost between them
     * @param setAside the parts of the file that are neither record nor head nor closing mark, nor zeros at its end
     * @param last the last sequence found; one before the first wanted one when none was
     * @param rest bytes behind the last record in which others may have been
     * @param mark the closing mark, when it is sound
     */
    record Found(
            List<Piece> pieces, List<SetAside> setAside, long last, long rest, Optional<SegmentFormat.Mark> mark) {}

    /**
     * Reads the whole segment.
     *
     * @param firstWanted records with lower sequences are in another segment already
     * @param lastPossible records with higher sequences cannot be in this one
     */
    static Found in(DiskFile file, UUID journal, long firstWanted, long lastPossible) throws IOException {
        SegmentSalvage salvage = new SegmentSalvage(file, journal, firstWanted, lastPossible);
        boolean head = SegmentFormat.readHead(file)
                .filter(found -> found.journal().equals(journal))
                .isPresent();
        Optional<SegmentFormat.Mark> mark = SegmentFormat.readClosingMark(file, journal);
        return salvage.read(head, mark);
    }

    /** Whether there is a single record whose checksum has that journal's id in it. */
    static boolean holdsRecords(DiskFile file, UUID journal, long first) throws IOException {
        SegmentSalvage salvage = new SegmentSalvage(file, journal, first, first + RepairPlanner.MOST_LOST);
        return salvage.find(SegmentFormat.HEAD, salvage.size) < salvage.size;
    }

    private Found read(boolean head, Optional<SegmentFormat.Mark> mark) throws IOException {
        long begin = Math.min(SegmentFormat.HEAD, size);
        if (!head && begin > 0) {
            setAside.add(new SetAside(0, begin, "the head of the segment"));
        }
        long end = mark.map(SegmentFormat.Mark::recordsEnd).orElse(size);
        long nothingFrom = begin; // from there on stands no record
        for (long at = find(begin, end); at < end; at = find(nothingFrom, end)) {
            if (at > nothingFrom) {
                setAside.add(new SetAside(nothingFrom, at - nothingFrom, "unreadable"));
            }
            nothingFrom = keep(at);
        }
        long used = endOfContent(nothingFrom, end);
        if (used > nothingFrom) {
            setAside.add(new SetAside(nothingFrom, used - nothingFrom, "unreadable"));
        }
        boolean zeroed = !head && pieces.isEmpty() && used == nothingFrom;
        return new Found(
                List.copyOf(pieces),
                List.copyOf(setAside),
                expected - 1,
                zeroed ? end - nothingFrom : used - nothingFrom,
                mark);
    }

    /** Takes the record at the offset; says where it ends. */
    private long keep(long offset) throws IOException {
        int at = load(offset, RecordFormat.HEADER);
        JournalRecord record = whole(offset, at).orElseThrow();
        long first = first(record);
        long to = offset + RecordFormat.HEADER + record.payload().remaining();
        if (first > expected) {
            pieces.add(new Piece.Lost(expected, first - 1, false));
        }
        Piece.Kept kept = new Piece.Kept(
                first, record.sequence(), record.type() == RecordType.GAP ? 0 : 1, record.timeMicros(), offset, to);
        if (!pieces.isEmpty() && pieces.getLast() instanceof Piece.Kept before && before.to() == offset) {
            pieces.set(pieces.size() - 1, before.and(kept));
        } else {
            pieces.add(kept);
        }
        expected = record.sequence() + 1;
        return to;
    }

    /** Where the next sound record begins; the end when there is none. */
    private long find(long from, long end) throws IOException {
        for (long offset = from; end - offset >= RecordFormat.HEADER; offset++) {
            int at = load(offset, RecordFormat.HEADER);
            if (at < 0) {
                return end;
            }
            long sequence = RecordFormat.sequence(piece, at);
            int length = RecordFormat.payloadLength(piece, at);
            if (sequence >= expected
                    && sequence <= lastPossible
                    && RecordFormat.plausibleLength(length)
                    && end - offset >= RecordFormat.HEADER + (long) length
                    && whole(offset, at)
                            .filter(record -> first(record) >= expected)
                            .isPresent()) {
                return offset;
            }
        }
        return end;
    }

    private Optional<JournalRecord> whole(long offset, int headAt) throws IOException {
        int at = load(offset, RecordFormat.HEADER + RecordFormat.payloadLength(piece, headAt));
        return at >= 0 && RecordFormat.checks(piece, at, checksum)
                ? Optional.of(RecordFormat.read(piece, at))
                : Optional.empty();
    }

    /** The first sequence that the record stands for; 0, which none has, when a gap does not say it. */
    private static long first(JournalRecord record) {
        if (record.type() != RecordType.GAP) {
            return record.sequence();
        }
        return record.payload().remaining() == Gap.PAYLOAD ? Gap.of(record).first() : 0;
    }

    /** Makes sure that those bytes are in memory; says where in the piece they begin, or -1 when the file ends before. */
    private int load(long offset, int bytes) throws IOException {
        long at = offset - pieceStart;
        if (at < 0 || at + bytes > piece.limit()) {
            ByteBuffer fresh = ByteBuffer.allocate((int) Math.min(Math.max(bytes, PIECE), size - offset));
            file.readFully(fresh, offset);
            piece = fresh.flip();
            pieceStart = offset;
            at = 0;
        }
        return at + bytes <= piece.limit() ? (int) at : -1;
    }

    /** Behind the last byte that is not zero: zeros at the end are room that was never used. */
    private long endOfContent(long from, long end) throws IOException {
        long found = from;
        for (long offset = from; offset < end; offset += piece.limit()) {
            if (load(offset, 1) != 0) {
                piece = ByteBuffer.allocate(0); // begins anew at this offset
                load(offset, 1);
            }
            if (!piece.hasRemaining()) {
                return found; // it was cut meanwhile
            }
            for (int at = (int) Math.min(piece.limit(), end - offset) - 1; at >= 0; at--) {
                if (piece.get(at) != 0) {
                    found = offset + at + 1;
                    break;
                }
            }
        }
        return found;
    }
}
