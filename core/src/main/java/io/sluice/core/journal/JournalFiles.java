package io.sluice.core.journal;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks at the files of a journal without opening it: changes nothing, needs no lock, and works while a gateway is writing (the end of
 * the newest segment may then look torn, because it is being written).
 */
public final class JournalFiles {
    private final Path directory;
    private final Disk disk;

    public JournalFiles(Path directory, Disk disk) {
        this.directory = directory;
        this.disk = disk;
    }

    /** Checks every record of every segment, oldest first. */
    public List<SegmentReport> verify() throws IOException {
        return walk(record -> true);
    }

    /**
     * Hands over every sound record, oldest first, until the visitor says false.
     *
     * @return what was found up to there
     */
    public List<SegmentReport> walk(Predicate<JournalRecord> visitor) throws IOException {
        List<SegmentReport> reports = new ArrayList<>();
        List<Path> files = files();
        long expected = -1;
        Walk walk = new Walk(visitor);
        for (int i = 0; i < files.size() && walk.wanted; i++) {
            SegmentReport report = walk.segment(files.get(i), i == files.size() - 1);
            if (expected >= 0 && report.firstSequence() != expected) {
                report = damaged(
                        report,
                        0,
                        "it begins with record " + report.firstSequence() + " where " + expected
                                + " belongs: a segment is missing before it");
            }
            expected = report.lastSequence() + 1;
            reports.add(report);
        }
        return List.copyOf(reports);
    }

    private List<Path> files() throws IOException {
        if (!disk.exists(directory)) {
            throw new IOException("there is no journal in " + directory + "; name the data folder with --data");
        }
        return disk.list(directory).stream()
                .filter(SegmentFormat::isSegment)
                .sorted(Comparator.comparingLong(SegmentFormat::firstSequence))
                .toList();
    }

    private static SegmentReport damaged(SegmentReport report, long offset, String reason) {
        return new SegmentReport(
                report.file(),
                report.bytes(),
                report.records(),
                report.firstSequence(),
                report.lastSequence(),
                report.firstMicros(),
                report.lastMicros(),
                new SegmentReport.Finding.Damaged(offset, reason));
    }

    /** One pass over the records; remembers whether the visitor wants more. */
    private final class Walk {
        private final Predicate<JournalRecord> visitor;
        private boolean wanted = true;

        Walk(Predicate<JournalRecord> visitor) {
            this.visitor = visitor;
        }

        SegmentReport segment(Path path, boolean newest) throws IOException {
            try (DiskFile file = disk.openForReading(path)) {
                long first = SegmentFormat.firstSequence(path);
                long size = file.size();
                if (SegmentFormat.readHead(file).isEmpty()) {
                    return new SegmentReport(path, size, 0, first, first - 1, 0, 0, headless(newest, size));
                }
                Optional<SegmentFormat.Mark> mark = SegmentFormat.readClosingMark(file);
                long end = mark.map(SegmentFormat.Mark::recordsEnd).orElse(size);
                SegmentScanner scanner = new SegmentScanner(file, SegmentFormat.HEAD, first);
                long firstMicros = 0;
                long lastMicros = 0;
                SegmentReport.Finding finding = new SegmentReport.Finding.Sound();
                try {
                    for (var record = scanner.next(end); record.isPresent() && wanted; record = scanner.next(end)) {
                        lastMicros = record.get().timeMicros();
                        firstMicros = firstMicros == 0 ? lastMicros : firstMicros;
                        wanted = visitor.test(record.get());
                    }
                    if (mark.isEmpty() && !newest) {
                        finding = new SegmentReport.Finding.Damaged(end, "its closing mark is missing");
                    }
                } catch (DamagedRecord unsound) {
                    finding = judge(file, unsound, size, scanner.nextSequence(), newest && mark.isEmpty());
                }
                long last = scanner.nextSequence() - 1;
                return new SegmentReport(path, size, last - first + 1, first, last, firstMicros, lastMicros, finding);
            }
        }

        private SegmentReport.Finding headless(boolean newest, long size) {
            return newest
                    ? new SegmentReport.Finding.TornTail(0, size)
                    : new SegmentReport.Finding.Damaged(0, "it does not begin like a segment");
        }

        private SegmentReport.Finding judge(DiskFile file, DamagedRecord unsound, long size, long missing, boolean open)
                throws IOException {
            if (open && !TailInspection.provesDamage(file, unsound.offset(), size, missing)) {
                return new SegmentReport.Finding.TornTail(unsound.offset(), size - unsound.offset());
            }
            return new SegmentReport.Finding.Damaged(unsound.offset(), unsound.getMessage());
        }
    }
}
