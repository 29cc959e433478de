package io.sluice.core.journal;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * The newest segment as it was found: it may end in the middle of a record.
 *
 * @param segment its sound records
 * @param journal the journal it belongs to; empty when not even its head is there
 * @param doubtful offset from which records may not be safe: those of the last group commit, unless the segment was closed
 * @param tornBytes what stands behind them instead
 */
record Tail(Segment segment, Optional<UUID> journal, long doubtful, long tornBytes) {

    /**
     * Reads the segment; changes nothing.
     *
     * @throws JournalDamaged when it holds what a crash cannot have caused
     */
    static Tail of(Disk disk, Path path) throws IOException {
        try (DiskFile file = disk.openForReading(path)) {
            Optional<SegmentFormat.Head> head = head(path, file);
            return head.isPresent() ? scan(path, file, head.get()) : headless(path, file.size());
        }
    }

    /** Whether the segment was made and took no record; so is one that is gone by now. */
    static boolean isUnused(Disk disk, Path path) throws IOException {
        try (DiskFile file = disk.openForReading(path)) {
            Optional<SegmentFormat.Head> head = head(path, file);
            return head.isPresent()
                    ? !beginsWithRecord(file, head.get())
                            && scan(path, file, head.get()).segment().isEmpty()
                    : file.size() <= SegmentFormat.HEAD;
        } catch (NoSuchFileException gone) {
            return true;
        } catch (JournalDamaged hurt) {
            return false;
        }
    }

    private static boolean beginsWithRecord(DiskFile file, SegmentFormat.Head head) throws IOException {
        try {
            return new SegmentScanner(file, head.journal(), head.firstSequence())
                    .next(file.size())
                    .isPresent();
        } catch (DamagedRecord none) {
            return false;
        }
    }

    /** The head, when there is a sound one. */
    static Optional<SegmentFormat.Head> head(Path path, DiskFile file) throws IOException {
        Optional<SegmentFormat.Head> head = SegmentFormat.readHead(file);
        if (head.isPresent() && head.get().firstSequence() != SegmentFormat.firstSequence(path)) {
            throw new JournalDamaged(
                    path,
                    0,
                    "its head says that it begins with record " + head.get().firstSequence());
        }
        return head;
    }

    /** A crash while the segment was being made leaves less than a head; records come only when the head is safe. */
    private static Tail headless(Path path, long size) throws JournalDamaged {
        if (size > SegmentFormat.HEAD) {
            throw new JournalDamaged(path, 0, "it does not begin like a segment, although more follows");
        }
        long first = SegmentFormat.firstSequence(path);
        return new Tail(new Segment(path, first, first - 1, 0, 0, size), Optional.empty(), 0, size);
    }

    private static Tail scan(Path path, DiskFile file, SegmentFormat.Head head) throws IOException {
        long size = file.size();
        Optional<SegmentFormat.Mark> mark = SegmentFormat.readClosingMark(file, head.journal());
        long limit = mark.map(SegmentFormat.Mark::recordsEnd).orElse(size);
        SegmentScanner scanner = new SegmentScanner(file, head.journal(), head.firstSequence());
        long lastMicros = 0;
        try {
            for (var record = scanner.next(limit); record.isPresent(); record = scanner.next(limit)) {
                lastMicros = record.get().timeMicros();
            }
        } catch (DamagedRecord unsound) {
            if (mark.isPresent()) { // it was written when everything before it was safe
                throw new JournalDamaged(path, unsound.offset(), unsound.getMessage());
            }
            if (TailInspection.isUnused(file, unsound.offset(), size)) {
                limit = unsound.offset(); // it was allocated in advance and has taken nothing yet
            } else if (TailInspection.provesDamage(
                    file, head.journal(), unsound.offset(), size, scanner.nextSequence())) {
                throw new JournalDamaged(path, unsound.offset(), unsound.getMessage() + ", and sound records follow");
            }
        }
        long last = scanner.nextSequence() - 1;
        if (mark.isPresent() && mark.get().lastSequence() != last) {
            throw new JournalDamaged(path, scanner.offset(), "records are missing at its end");
        }
        Segment segment = new Segment(path, head.firstSequence(), last, lastMicros, scanner.offset(), size);
        long doubtful = mark.isPresent() ? scanner.offset() : scanner.groupOffset();
        return new Tail(segment, Optional.of(head.journal()), doubtful, limit - scanner.offset());
    }
}
