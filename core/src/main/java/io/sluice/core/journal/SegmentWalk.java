package io.sluice.core.journal;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import io.sluice.core.journal.SegmentReport.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** One pass over the records of a journal, segment by segment; remembers whose journal it is and whether the visitor wants more. */
final class SegmentWalk {
    private final Disk disk;
    private final Predicate<JournalRecord> visitor;
    private Optional<UUID> journal;
    private boolean wanted = true;

    /** @param journal whose segments they should be; empty when that of the first segment decides */
    SegmentWalk(Disk disk, Optional<UUID> journal, Predicate<JournalRecord> visitor) {
        this.disk = disk;
        this.journal = journal;
        this.visitor = visitor;
    }

    boolean wanted() {
        return wanted;
    }

    /** @param newest whether the segment may still be written to, so that its end may be torn */
    SegmentReport over(Path path, boolean newest) throws IOException {
        try (DiskFile file = disk.openForReading(path)) {
            long first = SegmentFormat.firstSequence(path);
            SegmentReport nothing =
                    new SegmentReport(path, file.size(), 0, first, first - 1, 0, 0, new Finding.Sound());
            Optional<SegmentFormat.Head> head = SegmentFormat.readHead(file);
            if (head.isEmpty()) {
                return nothing.with(
                        newest && nothing.bytes() <= SegmentFormat.HEAD
                                ? new Finding.TornTail(0, nothing.bytes())
                                : new Finding.Damaged(0, "it does not begin like a segment"));
            }
            UUID here = head.get().journal();
            if (journal.isPresent() && !journal.get().equals(here)) {
                return nothing.with(new Finding.Damaged(8, "it belongs to another journal (" + here + ")"));
            }
            if (head.get().firstSequence() != first) {
                return nothing.with(new Finding.Damaged(
                        0,
                        "its head says that it begins with record " + head.get().firstSequence()));
            }
            journal = Optional.of(here);
            return records(file, nothing, newest);
        }
    }

    private SegmentReport records(DiskFile file, SegmentReport nothing, boolean newest) throws IOException {
        UUID here = journal.orElseThrow();
        Optional<SegmentFormat.Mark> mark = SegmentFormat.readClosingMark(file, here);
        long end = mark.map(SegmentFormat.Mark::recordsEnd).orElse(nothing.bytes());
        SegmentScanner scanner = new SegmentScanner(file, here, nothing.firstSequence());
        long firstMicros = 0;
        long lastMicros = 0;
        long records = 0;
        Finding finding = new Finding.Sound();
        try {
            for (var record = scanner.next(end); record.isPresent(); record = scanner.next(end)) {
                lastMicros = record.get().timeMicros();
                firstMicros = firstMicros == 0 ? lastMicros : firstMicros;
                records += record.get().type() == RecordType.GAP ? 0 : 1;
                wanted = visitor.test(record.get());
                if (!wanted) {
                    break;
                }
            }
            finding = wanted ? atEnd(mark, newest, scanner) : finding;
        } catch (DamagedRecord unsound) {
            finding = newest && mark.isEmpty()
                    ? tornOrDamaged(file, here, unsound, nothing.bytes(), scanner)
                    : damaged(unsound);
        }
        long last = scanner.nextSequence() - 1;
        return new SegmentReport(
                nothing.file(),
                nothing.bytes(),
                records,
                nothing.firstSequence(),
                last,
                firstMicros,
                lastMicros,
                finding);
    }

    private static Finding atEnd(Optional<SegmentFormat.Mark> mark, boolean newest, SegmentScanner scanner) {
        if (mark.isEmpty()) {
            return newest ? new Finding.Sound() : new Finding.Damaged(scanner.offset(), "its closing mark is missing");
        }
        return mark.get().lastSequence() == scanner.nextSequence() - 1
                ? new Finding.Sound()
                : new Finding.Damaged(scanner.offset(), "records are missing at its end");
    }

    private static Finding tornOrDamaged(
            DiskFile file, UUID journal, DamagedRecord unsound, long size, SegmentScanner scanner) throws IOException {
        if (TailInspection.isUnused(file, unsound.offset(), size)) {
            return new Finding.Sound();
        }
        return TailInspection.provesDamage(file, journal, unsound.offset(), size, scanner.nextSequence())
                ? damaged(unsound)
                : new Finding.TornTail(unsound.offset(), size - unsound.offset());
    }

    private static Finding damaged(DamagedRecord unsound) {
        return new Finding.Damaged(unsound.offset(), unsound.getMessage());
    }
}
