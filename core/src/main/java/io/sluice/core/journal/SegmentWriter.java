package io.sluice.core.journal;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.UUID;

/** The segment that takes records now. Used by the committer alone. */
final class SegmentWriter {
    private final Path directory;
    private final Disk disk;
    private final UUID journal;
    private final Path path;
    private final DiskFile file;
    private final long firstSequence;
    private long end = SegmentFormat.HEAD;

    private SegmentWriter(Path directory, Disk disk, UUID journal, Path path, DiskFile file, long firstSequence) {
        this.directory = directory;
        this.disk = disk;
        this.journal = journal;
        this.path = path;
        this.file = file;
        this.firstSequence = firstSequence;
    }

    /** Makes a segment whose head and name are safe on disk before it takes a record. */
    static SegmentWriter create(Path directory, Disk disk, UUID journal, long firstSequence) throws IOException {
        Path path = directory.resolve(SegmentFormat.fileName(firstSequence));
        if (disk.exists(path)) {
            disk.delete(path); // an attempt that failed before it took a record
        }
        DiskFile file = disk.create(path);
        try {
            file.writeFully(SegmentFormat.head(journal, firstSequence), 0);
            file.sync();
            disk.syncDirectory(directory);
        } catch (IOException failed) {
            file.close();
            throw failed;
        }
        return new SegmentWriter(directory, disk, journal, path, file, firstSequence);
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

    /** Closes this segment behind its last record and begins the next one. */
    SegmentWriter roll(Segment current) throws IOException {
        close(current);
        return create(directory, disk, journal, current.lastSequence() + 1);
    }

    /** Writes the closing mark, or removes the segment when it holds no record. */
    Segment close(Segment current) throws IOException {
        Segment closed = current.isEmpty()
                ? current
                : close(path, file, firstSequence, current.lastSequence(), current.lastMicros(), current.recordsEnd());
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

    /** Cuts whatever stands behind the last record that counts and marks the segment as closed. Safe to repeat. */
    static Segment close(
            Path path, DiskFile file, long firstSequence, long lastSequence, long lastMicros, long recordsEnd)
            throws IOException {
        if (file.size() > recordsEnd) {
            file.truncate(recordsEnd);
            file.sync();
        }
        file.writeFully(
                SegmentFormat.closingMark(new SegmentFormat.Mark(lastSequence, lastMicros, recordsEnd)), recordsEnd);
        file.sync();
        return new Segment(
                path, firstSequence, lastSequence, lastMicros, recordsEnd, recordsEnd + SegmentFormat.CLOSING_MARK);
    }
}
