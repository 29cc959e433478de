package io.sluice.core.journal;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import io.sluice.core.journal.SegmentReport.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Says what has to be done so that a journal opens again with every readable record. Reads everything and changes nothing. Goes
 * through the segments in the order of their sequences: one that is sound stays, one that is not is salvaged, and where sequences are
 * missing between two of them a segment is put in that says so.
 */
final class RepairPlanner {
    /** So many records in a row may be lost; a number beyond that is not this journal's. A segment has room for two millions. */
    static final long MOST_LOST = 1 << 24;

    private final Path directory;
    private final Disk disk;
    private final UUID journal;
    private final RepairProgress progress;
    private final List<SegmentChange> changes = new ArrayList<>();
    private long records;
    /** The last sequence that is accounted for; -1 before the first segment. */
    private long covered = -1;

    private long lastMicros;

    private RepairPlanner(Path directory, Disk disk, UUID journal, RepairProgress progress) {
        this.directory = directory;
        this.disk = disk;
        this.journal = journal;
        this.progress = progress;
    }

    /** A file that is named like a segment. */
    private record Candidate(Path file, long size, Optional<SegmentFormat.Head> head) {

        /** Where it begins: the head knows better than the name, which anybody can change. */
        long first() {
            return head.map(SegmentFormat.Head::firstSequence).orElseGet(() -> SegmentFormat.firstSequence(file));
        }

        boolean isNamedRight() {
            return first() == SegmentFormat.firstSequence(file);
        }
    }

    /**
     * @param known ids that the journal may have, for when no segment says it any more
     * @throws IOException when the files cannot be read, or nothing says which journal they belong to
     */
    static RepairPlan plan(Path directory, Disk disk, List<UUID> known, RepairProgress progress) throws IOException {
        List<Path> files = new JournalFiles(directory, disk).segments();
        JournalIdentity identity = new JournalIdentity(disk, files);
        Optional<UUID> journal = identity.ofHeads();
        if (journal.isEmpty()) {
            journal = identity.ofRecords(known);
        }
        if (journal.isEmpty()) {
            for (Path file : files) {
                if (!Tail.isUnused(disk, file)) {
                    throw new IOException("nothing says which journal " + directory
                            + " is: the head of every segment is unreadable, and no cursor knows it. Restore one segment from a copy,"
                            + " whichever it is; then the others can be repaired");
                }
            }
            return new RepairPlan(directory, Optional.empty(), 0, List.of());
        }
        RepairPlanner planner = new RepairPlanner(directory, disk, journal.get(), progress);
        planner.goThrough(files);
        return new RepairPlan(directory, journal, planner.records, List.copyOf(planner.changes));
    }

    private void goThrough(List<Path> files) throws IOException {
        List<Candidate> own = new ArrayList<>();
        for (Path file : files) {
            Candidate candidate = candidate(file);
            if (candidate.head().isPresent()
                    && !candidate.head().get().journal().equals(journal)) {
                remove(
                        candidate,
                        "it belongs to another journal ("
                                + candidate.head().get().journal() + ")",
                        8);
            } else {
                own.add(candidate);
            }
        }
        own.sort(Comparator.comparingLong(Candidate::first).thenComparing(candidate -> !candidate.isNamedRight()));
        takeOutStrays(own);
        int newest = newest(own);
        long total = own.stream().mapToLong(Candidate::size).sum();
        long done = 0;
        SegmentWalk walk = new SegmentWalk(disk, Optional.of(journal), record -> true);
        for (int i = 0; i < own.size(); i++) {
            progress.at("checking", done, total);
            take(own, i, walk.over(own.get(i).file(), i >= newest));
            done += own.get(i).size();
        }
        progress.at("checking", total, total);
        changes.sort(Comparator.comparing(SegmentChange::file)
                .thenComparing(change -> change.kind() == SegmentChange.Kind.FILL));
        refuseSwappedNames();
    }

    /**
     * Which file is the newest with records, so that its end may be torn: those behind it were made and took none. A crash leaves them
     * in their place; when records are missing before one, it was no crash, and nothing passes for a torn end.
     */
    private int newest(List<Candidate> own) throws IOException {
        int newest = own.size() - 1;
        while (newest > 0 && Tail.isUnused(disk, own.get(newest).file())) {
            newest--;
        }
        if (newest < own.size() - 1) {
            Path file = own.get(newest).file();
            long next = new SegmentWalk(disk, Optional.of(journal), record -> true)
                            .over(file, true)
                            .lastSequence()
                    + 1;
            boolean inPlace = own.subList(newest + 1, own.size()).stream().allMatch(unused -> unused.first() == next);
            return inPlace ? newest : own.size();
        }
        return newest;
    }

    private Candidate candidate(Path path) throws IOException {
        try (DiskFile file = disk.openForReading(path)) {
            return new Candidate(path, file.size(), SegmentFormat.readHead(file));
        }
    }

    /** A file without a head whose number is far beyond all others is not the journal's, and says nothing of what is missing. */
    private void takeOutStrays(List<Candidate> own) {
        while (own.size() > 1 && own.getLast().head().isEmpty()) {
            long before = own.get(own.size() - 2).first();
            if (own.getLast().first() - before <= MOST_LOST) {
                return;
            }
            remove(own.removeLast(), "it does not begin like a segment, and its number is far beyond all others", 0);
        }
    }

    private void take(List<Candidate> own, int index, SegmentReport report) throws IOException {
        Candidate candidate = own.get(index);
        Optional<Long> next = own.subList(index + 1, own.size()).stream()
                .map(Candidate::first)
                .filter(first -> first > candidate.first())
                .findFirst();
        if (covered >= 0 && covered + 1 < candidate.first()) {
            fill(candidate.first() - 1, candidate.file());
        }
        boolean overlaps = candidate.first() <= covered;
        if (report.finding() instanceof Finding.Damaged damaged) {
            salvage(candidate, next, damaged.reason(), damaged.offset());
        } else if (overlaps) {
            salvage(candidate, next, "records up to " + covered + " stand in another segment, too", 0);
        } else {
            records += report.records();
            covered = report.lastSequence();
            lastMicros = Math.max(lastMicros, report.lastMicros());
        }
    }

    /** The segment that stands for one that is missing. */
    private void fill(long last, Path before) {
        Path target = directory.resolve(SegmentFormat.fileName(covered + 1));
        changes.add(new SegmentChange(
                SegmentChange.Kind.FILL,
                target,
                target,
                0,
                "a segment is missing before " + before.getFileName(),
                0,
                List.of(new Piece.Lost(covered + 1, last, false)),
                List.of(),
                lastMicros));
        covered = last;
    }

    private void salvage(Candidate candidate, Optional<Long> next, String reason, long offset) throws IOException {
        long start = Math.max(candidate.first(), covered + 1);
        SegmentSalvage.Found found;
        try (DiskFile file = disk.openForReading(candidate.file())) {
            found = SegmentSalvage.in(
                    file, journal, start, next.map(first -> first - 1).orElse(start + MOST_LOST));
        }
        if (candidate.first() <= covered && found.pieces().isEmpty()) {
            remove(candidate, reason, offset);
            return;
        }
        long end = last(found, next);
        List<Piece> pieces = new ArrayList<>(found.pieces());
        if (end > found.last()) {
            pieces.add(new Piece.Lost(
                    found.last() + 1, end, next.isEmpty() && found.mark().isEmpty()));
        }
        if (pieces.isEmpty()) {
            remove(candidate, reason, offset);
            return;
        }
        SegmentChange change = new SegmentChange(
                SegmentChange.Kind.REWRITE,
                candidate.file(),
                directory.resolve(SegmentFormat.fileName(start)),
                candidate.size(),
                reason,
                offset,
                List.copyOf(pieces),
                found.setAside(),
                lastMicros);
        changes.add(change);
        records += change.records();
        covered = end;
        for (Piece piece : pieces) {
            lastMicros = piece instanceof Piece.Kept kept ? Math.max(lastMicros, kept.lastMicros()) : lastMicros;
        }
    }

    /**
     * The last sequence that the segment held. Its closing mark knows; or else everything up to the next segment is taken for its. In the
     * journal's last segment as many records are taken for lost as there is room for, because a sequence must never be handed out twice.
     */
    private static long last(SegmentSalvage.Found found, Optional<Long> next) {
        long before = next.map(first -> first - 1).orElse(Long.MAX_VALUE);
        Optional<Long> marked =
                found.mark().map(SegmentFormat.Mark::lastSequence).filter(last -> last >= found.last());
        if (marked.isPresent()) {
            return Math.min(marked.get(), before);
        }
        return next.isPresent() ? before : found.last() + found.rest() / RecordFormat.HEADER;
    }

    private void remove(Candidate candidate, String reason, long offset) {
        changes.add(new SegmentChange(
                SegmentChange.Kind.REMOVE,
                candidate.file(),
                candidate.file(),
                candidate.size(),
                reason,
                offset,
                List.of(),
                List.of(new SetAside(0, candidate.size(), "the whole file")),
                0));
    }

    /** A repaired segment must not be written over a file that is still to be read: a crash in between would lose it. */
    private void refuseSwappedNames() throws IOException {
        for (SegmentChange change : changes) {
            for (SegmentChange other : changes) {
                if (other.kind() == SegmentChange.Kind.REWRITE
                        && change.target().equals(other.file())
                        && !change.equals(other)) {
                    throw new IOException(other.file() + " has the name of another segment: its records belong into "
                            + other.target().getFileName() + ". Give it that name, and run this again");
                }
            }
        }
    }
}
