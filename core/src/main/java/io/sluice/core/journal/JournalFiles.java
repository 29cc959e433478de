package io.sluice.core.journal;

import io.sluice.core.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
        SegmentWalk walk = new SegmentWalk(disk, visitor);
        boolean follows = false;
        for (int i = 0; i < files.size() && walk.wanted(); i++) {
            try {
                SegmentReport report = walk.over(files.get(i), i == files.size() - 1);
                reports.add(follows ? linked(reports.getLast(), report) : report);
                follows = true;
            } catch (NoSuchFileException deleted) {
                // A gateway that is running deletes the oldest first: what was looked at before is gone by now, too.
                long gone = SegmentFormat.firstSequence(files.get(i));
                if (files().stream().anyMatch(file -> SegmentFormat.firstSequence(file) <= gone)) {
                    throw deleted;
                }
                follows = false;
            }
        }
        return List.copyOf(reports);
    }

    private static SegmentReport linked(SegmentReport before, SegmentReport report) {
        long expected = before.lastSequence() + 1;
        boolean alreadyDamaged = before.finding() instanceof SegmentReport.Finding.Damaged;
        return alreadyDamaged || report.firstSequence() == expected
                ? report
                : report.with(new SegmentReport.Finding.Damaged(
                        0,
                        "it begins with record " + report.firstSequence() + " where " + expected
                                + " belongs: a segment is missing before it"));
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
}
