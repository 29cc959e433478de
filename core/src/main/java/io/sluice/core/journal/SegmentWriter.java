package io.sluice.core.journal;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** The segment that takes records now. Used by the committer alone. */
final class SegmentWriter {
    private static final int PIECE = 1 << 20;

    private final Path directory;
    private final Disk disk;
    private final UUID journal;
    private final Path path;
    private final DiskFile file;
    private final long firstSequence;
    private long end = SegmentFormat.HEAD;

    /** Whether the file was there in full before its first record. */
    private final boolean allocated;

    private SegmentWriter(
            Path directory, Disk disk, UUID journal, Path path, DiskFile file, long firstSequence, boolean allocated) {
        this.directory = directory;
        this.disk = disk;
        this.journal = journal;
        this.path = path;
        this.file = file;
        this.firstSequence = firstSequence;
        this.allocated = allocated;
    }

    /** Makes a segment whose head and name are safe on disk before it takes a record; of the spare one, when that is ready. */
    static SegmentWriter create(Path directory, Disk disk, UUID journal, long firstSequence, Spare spare)
            throws IOException {
        Path path = directory.resolve(SegmentFormat.fileName(firstSequence));
        ByteBuffer head = SegmentFormat.head(journal, firstSequence);
        Optional<DiskFile> taken = spare.take(path, head);
        if (taken.isPresent()) {
            return new SegmentWriter(directory, disk, journal, path, taken.get(), firstSequence, true);
        }
        if (disk.exists(path)) {
            disk.delete(path); // an attempt that failed before it took a record
        }
        DiskFile file = disk.create(path);
        try {
            file.writeFully(head, 0);
            file.sync();
            disk.syncDirectory(directory);
        } catch (IOException failed) {
            file.close();
            throw failed;
        }
        return new SegmentWriter(directory, disk, journal, path, file, firstSequence, false);
    }

    boolean allocated() {
        return allocated;
    }

    /** Writes behind what was written before; not safe on disk before {@link #sync}. */
    void write(ByteBuffer records) throws IOException {
        int bytes = records.remaining();
        file.writeFully(records, end);
        end += bytes;
    }

    void sync() throws IOException {
        file.sync();
    }

    /** Offset behind the last record. */
    long end() {
        return end;
    }

    Path path() {
        return path;
    }

    long firstSequence() {
        return firstSequence;
    }

    /** Writes the closing mark, or removes the segment when it holds no record. */
    Segment close(Segment current) throws IOException {
        Segment closed = current.isEmpty() ? current : mark(file, journal, current);
        file.close();
        if (current.isEmpty()) {
            disk.delete(path);
            disk.syncDirectory(directory);
        }
        return closed;
    }

    /** Lets the file go without changing it. */
    void abandon() {
        try {
            file.close();
        } catch (IOException alreadyBroken) {
            // The file has just failed; what matters of it is on disk, and recovery looks at it again.
        }
    }

    /**
     * Makes a segment safe whose last write or sync failed, or was cut off by a crash: cuts whatever stands behind the last record and
     * closes it. After a failed sync a file may look as if it held what never reached the disk, and a second sync does not bring
     * it there. So everything that is not known to be safe is written once more. May be repeated from any point of failure.
     *
     * @param doubtful offset from which records may not be safe
     */
    static Segment rescue(DiskFile file, UUID journal, Segment current, long doubtful) throws IOException {
        rewrite(file, doubtful, current.recordsEnd());
        file.writeFully(
                ByteBuffer.allocate(1),
                current.recordsEnd()); // or a cut that seems to have been made would not be made
        file.truncate(current.recordsEnd());
        file.sync();
        return mark(file, journal, current);
    }

    private static void rewrite(DiskFile file, long from, long to) throws IOException {
        for (long at = from; at < to; at += PIECE) {
            ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, to - at));
            file.readFully(piece, at);
            file.writeFully(piece.flip(), at);
        }
    }

    private static Segment mark(DiskFile file, UUID journal, Segment current) throws IOException {
        SegmentFormat.Mark mark =
                new SegmentFormat.Mark(current.lastSequence(), current.lastMicros(), current.recordsEnd());
        file.writeFully(SegmentFormat.closingMark(mark, journal), current.recordsEnd());
        file.truncate(current.recordsEnd() + SegmentFormat.CLOSING_MARK); // gives back what was allocated and not used
        file.sync();
        return new Segment(
                current.file(),
                current.firstSequence(),
                current.lastSequence(),
                current.lastMicros(),
                current.recordsEnd(),
                current.recordsEnd() + SegmentFormat.CLOSING_MARK);
    }
}
