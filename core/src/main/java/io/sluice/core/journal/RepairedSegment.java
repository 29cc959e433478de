package io.sluice.core.journal;

import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/** Writes a segment as a repair has planned it: closed, and safe on disk when {@link #write} returns. */
final class RepairedSegment {
    private final DiskFile file;
    private final UUID journal;
    private final SegmentChange change;
    private final Checksum checksum;
    private long end;
    private long lastMicros;

    RepairedSegment(DiskFile file, UUID journal, SegmentChange change) {
        this.file = file;
        this.journal = journal;
        this.change = change;
        this.checksum = new Checksum(journal);
        this.lastMicros = change.microsBefore();
    }

    /** @param found the segment as it was found; empty when there was none */
    void write(Optional<DiskFile> found) throws IOException {
        put(SegmentFormat.head(journal, change.first()));
        for (Piece piece : change.pieces()) {
            switch (piece) {
                case Piece.Kept kept -> {
                    FileCopy.range(found.orElseThrow(), kept.from(), kept.to() - kept.from(), file, end);
                    end += kept.to() - kept.from();
                    lastMicros = kept.lastMicros();
                }
                case Piece.Lost lost -> put(new Gap(lost.first(), lost.last()).record(checksum, lastMicros));
            }
        }
        long lastSequence = change.pieces().getLast().last();
        put(SegmentFormat.closingMark(new SegmentFormat.Mark(lastSequence, lastMicros, end), journal));
        file.sync();
    }

    private void put(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        file.writeFully(bytes, end);
        end += length;
    }
}
