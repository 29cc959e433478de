package io.sluice.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever befalls the files, and wherever the repair is cut off: what can be read is kept, and what was there is in the copy. */
class JournalRepairPropertiesTest {
    private static final Path FOLDER = DamagedJournal.FOLDER;

    private static Optional<JournalRepair.Done> repair(SimulatedDisk disk, DamagedJournal journal) throws IOException {
        try (JournalRepair repair = JournalRepair.open(FOLDER, disk, InstantSource.system())) {
            return repair.run(List.of(journal.id()), RepairProgress.NONE);
        }
    }

    private static boolean isDamaged(SimulatedDisk disk) throws IOException {
        return new JournalFiles(FOLDER, disk)
                .verify().stream().anyMatch(report -> report.finding() instanceof SegmentReport.Finding.Damaged);
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void every_record_that_was_not_touched_is_kept_and_the_originals_are_copied(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        SimulatedDisk disk = new SimulatedDisk(new Random(random.nextLong()));
        DamagedJournal journal = new DamagedJournal(random);
        journal.hurtSomewhere();
        disk.load(journal.hurt());
        disk.createDirectories(FOLDER);
        boolean damaged = isDamaged(disk);

        Optional<JournalRepair.Done> done = repair(disk, journal);

        assertThat(done.isPresent()).isEqualTo(damaged);
        assertThat(isDamaged(disk)).isFalse();
        assertThat(JournalRepair.plan(FOLDER, disk, List.of()).isEmpty()).isTrue();
        Set<Path> changed = new HashSet<>();
        done.ifPresent(repaired -> {
            repaired.plan().changes().forEach(change -> changed.add(change.file()));
            repaired.plan().changes().forEach(change -> changed.add(change.target()));
            assertCopied(disk.snapshot(), journal.hurt(), repaired);
            assertAddsUp(disk.snapshot(), journal.hurt(), repaired);
        });
        Map<Path, byte[]> others = new TreeMap<>(journal.hurt());
        others.keySet().removeAll(changed);
        others.forEach((file, bytes) -> assertThat(disk.snapshot().get(file)).isEqualTo(bytes));
        journal.assertHeldBy(disk);
    }

    private static void assertCopied(
            Map<Path, byte[]> files, Map<Path, byte[]> originals, JournalRepair.Done repaired) {
        for (SegmentChange change : repaired.plan().copied()) {
            assertThat(files.get(repaired.copy().resolve(change.file().getFileName())))
                    .isEqualTo(originals.get(change.file()));
        }
        assertThat(files).containsKey(repaired.copy().resolve("read-me.txt"));
        assertThat(new String(files.get(repaired.setAside().resolve("report.json")), StandardCharsets.UTF_8))
                .contains("\"repair\":\"done\"");
    }

    /** Each byte of a changed file is kept, set aside, of the head or the closing mark, or a zero behind the last record. */
    private static void assertAddsUp(
            Map<Path, byte[]> files, Map<Path, byte[]> originals, JournalRepair.Done repaired) {
        for (SegmentChange change : repaired.plan().copied()) {
            byte[] original = originals.get(change.file());
            int[] times = new int[original.length];
            for (Piece piece : change.pieces()) {
                if (piece instanceof Piece.Kept kept) {
                    count(times, kept.from(), kept.to());
                }
            }
            for (SetAside part : change.setAside()) {
                count(times, part.offset(), part.offset() + part.bytes());
                assertThat(files.get(repaired.setAside().resolve(RepairReport.name(change, part))))
                        .isEqualTo(Arrays.copyOfRange(
                                original, (int) part.offset(), (int) (part.offset() + part.bytes())));
            }
            assertThat(Arrays.stream(times).max().orElse(0)).isLessThanOrEqualTo(1);
            for (int at = SegmentFormat.HEAD; at < original.length - SegmentFormat.CLOSING_MARK; at++) {
                assertThat(times[at] == 1 || original[at] == 0)
                        .as("byte %d of %s", at, change)
                        .isTrue();
            }
        }
    }

    private static void count(int[] times, long from, long to) {
        for (int at = (int) from; at < to; at++) {
            times[at]++;
        }
    }

    @Property(tries = 1_000, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void a_repair_that_is_cut_off_anywhere_can_be_run_again(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        SimulatedDisk disk = new SimulatedDisk(new Random(random.nextLong()));
        DamagedJournal journal = new DamagedJournal(random);
        journal.hurtSomewhere();
        disk.load(journal.hurt());
        disk.createDirectories(FOLDER);
        for (int cuts = 1 + random.nextInt(3); cuts > 0; cuts--) {
            disk.cutPowerAfter(1 + random.nextInt(200));
            try {
                Optional<JournalRepair.Done> done = repair(disk, journal);
                assertThat(done).isNotNull();
            } catch (IOException cut) {
                assertThat(disk.dark()).as("it failed by itself: %s", cut).isTrue();
            }
            if (random.nextBoolean()) {
                disk.restart();
            } else {
                disk.restartProcess();
            }
            assertNothingIsGone(disk.snapshot(), journal.hurt());
        }

        repair(disk, journal);
        disk.restart(); // what was done survives the power

        assertNothingIsGone(disk.snapshot(), journal.hurt());
        assertThat(isDamaged(disk)).isFalse();
        journal.assertHeldBy(disk);
    }

    /** Each file that was there is there still, or stands whole in a copy that says of itself that it is. */
    private static void assertNothingIsGone(Map<Path, byte[]> files, Map<Path, byte[]> originals) {
        originals.forEach((file, bytes) -> {
            boolean unchanged = Arrays.equals(files.get(file), bytes);
            boolean copied = files.keySet().stream()
                    .filter(copy -> copy.getParent().toString().contains(".before-repair-")
                            && copy.getFileName().equals(file.getFileName())
                            && files.containsKey(copy.resolveSibling("read-me.txt")))
                    .anyMatch(copy -> Arrays.equals(files.get(copy), bytes));
            assertThat(unchanged || copied).as("%s is whole somewhere", file).isTrue();
        });
    }
}
