package io.sluice.core.journal;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Brings a journal folder into order when it is opened: cuts a torn tail, closes the last segment, and refuses everything that a
 * crash cannot have caused. Running it again after a crash in its middle gives the same result.
 */
final class Recovery {
    private final Path directory;
    private final Disk disk;
    private final long verifyBytes;

    Recovery(Path directory, Disk disk, long verifyBytes) {
        this.directory = directory;
        this.disk = disk;
        this.verifyBytes = verifyBytes;
    }

    /**
     * @param segments all segments with records, closed, oldest first
     * @param journal the id found in them, when there is one
     * @param tornBytes what was cut
     */
    record Recovered(List<Segment> segments, Optional<UUID> journal, long tornBytes) {}

    Recovered run() throws IOException {
        List<Path> files = disk.list(directory).stream()
                .filter(SegmentFormat::isSegment)
                .sorted(Comparator.comparingLong(SegmentFormat::firstSequence))
                .toList();
        List<Segment> segments = new ArrayList<>();
        long torn = 0;
        Optional<UUID> journal = Optional.empty();
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            Optional<Segment> segment;
            if (i < files.size() - 1) {
                segment = Optional.of(closed(file));
            } else {
                long before = size(file);
                segment = last(file);
                torn = before - segment.map(Segment::bytes).orElse(0L);
                torn = Math.max(0, torn);
            }
            if (segment.isPresent()) {
                checkChain(segments, segment.get());
                journal = Optional.of(sameJournal(journal, file));
                segments.add(segment.get());
            }
        }
        verifyNewest(segments);
        return new Recovered(List.copyOf(segments), journal, torn);
    }

    private long size(Path file) throws IOException {
        try (DiskFile opened = disk.openForReading(file)) {
            return opened.size();
        }
    }

    /** A segment behind which there is another: it must be whole. */
    private Segment closed(Path file) throws IOException {
        try (DiskFile opened = disk.openForReading(file)) {
            SegmentFormat.Head head = head(file, opened);
            SegmentFormat.Mark mark = SegmentFormat.readClosingMark(opened)
                    .orElseThrow(() -> new JournalDamaged(
                            file, 0, "its closing mark is missing or unsound, although a newer segment exists"));
            return new Segment(
                    file,
                    head.firstSequence(),
                    mark.lastSequence(),
                    mark.lastMicros(),
                    mark.recordsEnd(),
                    opened.size());
        }
    }

    private SegmentFormat.Head head(Path file, DiskFile opened) throws IOException {
        SegmentFormat.Head head = SegmentFormat.readHead(opened)
                .orElseThrow(() -> new JournalDamaged(file, 0, "it does not begin like a segment"));
        if (head.firstSequence() != SegmentFormat.firstSequence(file)) {
            throw new JournalDamaged(file, 0, "its head says that it begins with record " + head.firstSequence());
        }
        return head;
    }

    /** The newest segment: it may end in the middle of a record. Empty when it holds none and was removed. */
    private Optional<Segment> last(Path file) throws IOException {
        try (DiskFile opened = disk.open(file)) {
            long size = opened.size();
            if (SegmentFormat.readHead(opened).isEmpty()) {
                if (TailInspection.provesDamage(opened, 0, size, SegmentFormat.firstSequence(file) - 1)) {
                    throw new JournalDamaged(file, 0, "it does not begin like a segment, although records follow");
                }
                disk.delete(file); // a crash while it was being made; nothing was ever written to it
                disk.syncDirectory(directory);
                return Optional.empty();
            }
            SegmentFormat.Head head = head(file, opened);
            Optional<SegmentFormat.Mark> mark = SegmentFormat.readClosingMark(opened);
            if (mark.isPresent()) {
                SegmentFormat.Mark m = mark.get();
                return Optional.of(new Segment(
                        file, head.firstSequence(), m.lastSequence(), m.lastMicros(), m.recordsEnd(), size));
            }
            return cutAndClose(file, opened, head.firstSequence());
        }
    }

    private Optional<Segment> cutAndClose(Path file, DiskFile opened, long firstSequence) throws IOException {
        long size = opened.size();
        SegmentScanner scanner = new SegmentScanner(opened, SegmentFormat.HEAD, firstSequence);
        long lastMicros = 0;
        try {
            for (var record = scanner.next(size); record.isPresent(); record = scanner.next(size)) {
                lastMicros = record.get().timeMicros();
            }
        } catch (DamagedRecord unsound) {
            if (TailInspection.provesDamage(opened, unsound.offset(), size, scanner.nextSequence())) {
                throw new JournalDamaged(file, unsound.offset(), unsound.getMessage() + ", and sound records follow");
            }
        }
        if (scanner.nextSequence() == firstSequence) {
            disk.delete(file);
            disk.syncDirectory(directory);
            return Optional.empty();
        }
        return Optional.of(SegmentWriter.close(
                file, opened, firstSequence, scanner.nextSequence() - 1, lastMicros, scanner.offset()));
    }

    private static void checkChain(List<Segment> segments, Segment next) throws JournalDamaged {
        if (!segments.isEmpty() && segments.getLast().lastSequence() + 1 != next.firstSequence()) {
            throw new JournalDamaged(
                    next.file(),
                    0,
                    "it begins with record " + next.firstSequence() + ", but the segment before ends with record "
                            + segments.getLast().lastSequence() + ": a segment is missing between them");
        }
    }

    private UUID sameJournal(Optional<UUID> journal, Path file) throws IOException {
        try (DiskFile opened = disk.openForReading(file)) {
            UUID here = head(file, opened).journal();
            if (journal.isPresent() && !journal.get().equals(here)) {
                throw new JournalDamaged(file, 8, "it belongs to another journal (" + here + ")");
            }
            return here;
        }
    }

    private void verifyNewest(List<Segment> segments) throws IOException {
        long budget = verifyBytes;
        for (Segment segment : segments.reversed()) {
            budget -= segment.bytes();
            if (budget < 0) {
                return;
            }
            try (DiskFile opened = disk.openForReading(segment.file())) {
                SegmentScanner scanner = new SegmentScanner(opened, SegmentFormat.HEAD, segment.firstSequence());
                scanner.skipTo(segment.recordsEnd());
                if (scanner.nextSequence() - 1 != segment.lastSequence()) {
                    throw new JournalDamaged(segment.file(), scanner.offset(), "records are missing at its end");
                }
            } catch (DamagedRecord unsound) {
                throw new JournalDamaged(segment.file(), unsound.offset(), unsound.getMessage());
            }
        }
    }
}
