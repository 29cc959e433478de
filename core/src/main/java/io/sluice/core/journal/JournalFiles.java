package io.sluice.core.journal;

import io.sluice.core.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
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
     * Hands over every sound record, oldest first, until the visitor says false. Gaps are handed over, too.
     *
     * @return what was found up to there
     */
    public List<SegmentReport> walk(Predicate<JournalRecord> visitor) throws IOException {
        List<SegmentReport> reports = new ArrayList<>();
        List<Path> files = segments();
        int newest = newest(files);
        SegmentWalk walk = new SegmentWalk(disk, new JournalIdentity(disk, files).ofHeads(), visitor);
        boolean follows = false;
        for (int i = 0; i < files.size() && walk.wanted(); i++) {
            Optional<SegmentReport> report = look(walk, files.get(i), i >= newest);
            if (report.isPresent()) {
                reports.add(follows ? linked(reports.getLast(), report.get()) : report.get());
            }
            follows = report.isPresent();
        }
        return List.copyOf(reports);
    }

    /** Empty when a gateway that is running has deleted the segment meanwhile. */
    private Optional<SegmentReport> look(SegmentWalk walk, Path file, boolean newest) throws IOException {
        try {
            return Optional.of(walk.over(file, newest));
        } catch (NoSuchFileException deleted) {
            List<Path> now = segments();
            if (now.contains(file)) {
                return Optional.of(walk.over(file, newest)); // a start deletes an unused one and makes it anew
            }
            long gone = SegmentFormat.firstSequence(file);
            boolean oldest = now.stream().allMatch(other -> SegmentFormat.firstSequence(other) > gone);
            boolean last = now.stream().allMatch(other -> SegmentFormat.firstSequence(other) < gone);
            if (!oldest && !last) {
                throw deleted; // only the oldest are deleted, and a newest one that was never used
            }
            return Optional.empty();
        }
    }

    /** Which file is the newest with records: as in {@link Recovery}, those behind it were made and took none. */
    private int newest(List<Path> files) throws IOException {
        int newest = files.size() - 1;
        while (newest > 0 && Tail.isUnused(disk, files.get(newest))) {
            newest--;
        }
        return newest;
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

    /** The segments, oldest first. */
    List<Path> segments() throws IOException {
        if (!disk.exists(directory)) {
            throw new IOException("there is no journal in " + directory + "; name the data folder with --data");
        }
        return disk.list(directory).stream()
                .filter(SegmentFormat::isSegment)
                .sorted(Comparator.comparingLong(SegmentFormat::firstSequence))
                .toList();
    }
}
