package io.sluice.core.journal;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Makes a damaged journal one that opens again, with every readable record. Before anything is changed a copy of every file that will
 * be stands beside the journal, safe on disk. Each segment is then replaced in one step, so that after a crash in the middle the
 * repair can be run again. Records that are lost leave a {@link Gap}. While this is open no gateway can open the journal.
 *
 * <pre>{@code
 * try (JournalRepair repair = JournalRepair.open(folder, new FileDisk(), InstantSource.system())) {
 *     Optional<JournalRepair.Done> done = repair.run(List.of(), RepairProgress.NONE);
 * }
 * }</pre>
 */
public final class JournalRepair implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(JournalRepair.class.getName());
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String UNFINISHED = ".repairing";

    private final Path directory;
    private final Disk disk;
    private final InstantSource clock;
    private final AutoCloseable lock;

    private JournalRepair(Path directory, Disk disk, InstantSource clock, AutoCloseable lock) {
        this.directory = directory;
        this.disk = disk;
        this.clock = clock;
        this.lock = lock;
    }

    /**
     * What was done.
     *
     * @param copy the folder with the files as they were before
     * @param setAside the folder with the parts that were not taken over, and {@code report.json}
     */
    public record Done(RepairPlan plan, Path copy, Path setAside) {}

    /**
     * What a repair would do. Needs no lock and changes nothing.
     *
     * @param known ids that the journal may have, for when no segment says it any more
     * @throws IOException when the files cannot be read, or nothing says which journal they belong to
     */
    public static RepairPlan plan(Path directory, Disk disk, List<UUID> known) throws IOException {
        return RepairPlanner.plan(directory, disk, known, RepairProgress.NONE);
    }

    /**
     * Claims the journal.
     *
     * @throws IOException when there is none, or a gateway has it
     */
    public static JournalRepair open(Path directory, Disk disk, InstantSource clock) throws IOException {
        if (!disk.exists(directory)) {
            throw new IOException("there is no journal in " + directory + "; name the data folder with --data");
        }
        return new JournalRepair(directory, disk, clock, disk.lock(directory.resolve("lock")));
    }

    /**
     * Repairs the journal; empty when there is nothing to repair.
     *
     * @param known ids that the journal may have, for when no segment says it any more
     * @throws IOException when it could not be finished: the journal is as it was, or partly repaired, and this can be run again
     */
    public Optional<Done> run(List<UUID> known, RepairProgress progress) throws IOException {
        removeUnfinished();
        RepairPlan plan = RepairPlanner.plan(directory, disk, known, progress);
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        needRoom(plan);
        String time = TIME.format(clock.instant());
        Done done = new Done(plan, beside("before-repair-" + time), beside("set-aside-" + time));
        RepairCopy copy = new RepairCopy(disk, done, progress);
        copy.make();
        replace(plan, progress);
        copy.finish();
        return Optional.of(done);
    }

    /** What a repair that was cut off has left; nothing in it is missing elsewhere. */
    private void removeUnfinished() throws IOException {
        for (Path file : disk.list(directory)) {
            if (file.getFileName().toString().endsWith(UNFINISHED)) {
                disk.delete(file);
            }
        }
        disk.syncDirectory(directory); // a name that it changed can be seen, and need not be safe yet
    }

    private void needRoom(RepairPlan plan) throws IOException {
        long free = disk.room(directory);
        if (free < plan.roomNeeded()) {
            throw new IOException(
                    "the disk has too little room to repair %s: %,d bytes are needed for the copy and the repaired segments,"
                                    .formatted(directory, plan.roomNeeded())
                            + " %,d are free. Nothing was changed. Make room on it and run this again".formatted(free));
        }
    }

    /** A folder next to the journal that is not there yet. */
    private Path beside(String name) throws IOException {
        Path folder = directory.resolveSibling(directory.getFileName() + "." + name);
        for (int more = 2; disk.exists(folder); more++) {
            folder = directory.resolveSibling(directory.getFileName() + "." + name + "-" + more);
        }
        return folder;
    }

    private void replace(RepairPlan plan, RepairProgress progress) throws IOException {
        Set<Path> targets = new HashSet<>();
        long total =
                plan.changes().stream().mapToLong(SegmentChange::bytesWritten).sum();
        long written = 0;
        for (SegmentChange change : plan.changes()) {
            if (change.kind() != SegmentChange.Kind.REMOVE) {
                progress.at("writing", written, total);
                Path unfinished = change.target().resolveSibling(change.target().getFileName() + UNFINISHED);
                write(plan.journal().orElseThrow(), change, unfinished);
                disk.rename(unfinished, change.target());
                disk.syncDirectory(directory);
                targets.add(change.target());
                written += change.bytesWritten();
            }
        }
        progress.at("writing", total, total);
        for (SegmentChange change : plan.changes()) {
            if (change.kind() != SegmentChange.Kind.FILL && !targets.contains(change.file())) {
                disk.delete(change.file());
                disk.syncDirectory(directory);
            }
        }
    }

    private void write(UUID journal, SegmentChange change, Path to) throws IOException {
        try (DiskFile file = disk.create(to)) {
            RepairedSegment segment = new RepairedSegment(file, journal, change);
            if (change.kind() == SegmentChange.Kind.FILL) {
                segment.write(Optional.empty());
            } else {
                try (DiskFile found = disk.openForReading(change.file())) {
                    segment.write(Optional.of(found));
                }
            }
        }
    }

    /** Gives the journal back. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (Exception left) {
            LOG.log(Level.WARNING, "the lock of the journal could not be given back: {0}", left.getMessage());
        }
    }
}
