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
 * crash cannot have caused. First everything is looked at, then it is changed, so that a damaged journal stays as it was found.
 * Running it again after a crash in its middle gives the same result.
 */
final class Recovery {
    private final Path directory;
    private final Disk disk;
    private final long verifyBytes;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Tail> unused = new ArrayList<>();
    private Optional<UUID> journal = Optional.empty();

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
        List<Path> files = new ArrayList<>(disk.list(directory).stream()
                .filter(SegmentFormat::isSegment)
                .sorted(Comparator.comparingLong(SegmentFormat::firstSequence))
                .toList());
        // A crash or a failed write leaves segments behind that were made and then took no record; the last one with
        // records may then have lost its closing mark.
        Optional<Tail> last = Optional.empty();
        while (!files.isEmpty() && last.isEmpty()) {
            Tail tail = Tail.of(disk, files.removeLast());
            if (tail.segment().isEmpty()) {
                unused.addFirst(tail);
            } else {
                last = Optional.of(tail);
            }
        }
        for (Path file : files) {
            Segment segment = closed(file);
            checkChain(segment);
            segments.add(segment);
        }
        if (last.isPresent()) {
            belongs(last.get().segment().file(), last.get().journal().orElseThrow());
            checkChain(last.get().segment());
        }
        verifyNewest(verifyBytes - last.map(tail -> tail.segment().bytes()).orElse(0L));
        return tidy(last);
    }

    /** Everything is sound: removes what was never used, cuts what is torn, closes what is open. */
    private Recovered tidy(Optional<Tail> last) throws IOException {
        // A segment that the process before has deleted may come back when the power is cut now, and then stand behind
        // one
        // that has just lost its closing mark, to get it anew.
        disk.syncDirectory(directory);
        long torn = 0;
        if (last.isPresent()) {
            segments.add(last.get().segment());
        }
        for (Tail tail : unused) {
            checkChain(tail.segment());
        }
        for (Tail tail : unused) {
            torn += tail.tornBytes();
            disk.delete(tail.segment().file());
            disk.syncDirectory(directory);
        }
        if (last.isPresent()) {
            Tail tail = last.get();
            torn += tail.tornBytes();
            try (DiskFile file = disk.open(tail.segment().file())) {
                segments.removeLast();
                segments.add(SegmentWriter.rescue(file, journal.orElseThrow(), tail.segment(), tail.doubtful()));
            }
        }
        return new Recovered(List.copyOf(segments), journal, torn);
    }

    /** A segment behind which there is another with records: it must be whole. */
    private Segment closed(Path path) throws IOException {
        try (DiskFile file = disk.openForReading(path)) {
            SegmentFormat.Head head = Tail.head(path, file)
                    .orElseThrow(() -> new JournalDamaged(path, 0, "it does not begin like a segment"));
            belongs(path, head.journal());
            long size = file.size();
            SegmentFormat.Mark mark = SegmentFormat.readClosingMark(file, head.journal())
                    .orElseThrow(() -> new JournalDamaged(
                            path,
                            Math.max(0, size - SegmentFormat.CLOSING_MARK),
                            "its closing mark is missing or unsound, although a newer segment exists"));
            return new Segment(
                    path, head.firstSequence(), mark.lastSequence(), mark.lastMicros(), mark.recordsEnd(), size);
        }
    }

    private void belongs(Path path, UUID here) throws JournalDamaged {
        if (journal.isPresent() && !journal.get().equals(here)) {
            throw new JournalDamaged(path, 8, "it belongs to another journal (" + here + ")");
        }
        journal = Optional.of(here);
    }

    private void checkChain(Segment next) throws JournalDamaged {
        if (!segments.isEmpty() && segments.getLast().lastSequence() + 1 != next.firstSequence()) {
            throw new JournalDamaged(
                    next.file(),
                    0,
                    "it begins with record " + next.firstSequence() + ", but the segment before ends with record "
                            + segments.getLast().lastSequence() + ": records are missing between them");
        }
    }

    /** Checks the newest closed segments record by record, as far as the budget goes. */
    private void verifyNewest(long budget) throws IOException {
        long left = budget;
        for (Segment segment : segments.reversed()) {
            left -= segment.bytes();
            if (left < 0) {
                return;
            }
            try (DiskFile file = disk.openForReading(segment.file())) {
                SegmentScanner scanner = new SegmentScanner(file, journal.orElseThrow(), segment.firstSequence());
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
