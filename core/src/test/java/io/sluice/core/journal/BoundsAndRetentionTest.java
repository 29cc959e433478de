package io.sluice.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.disk.SimulatedDisk;
import io.sluice.core.disk.SimulatedDisk.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The journal never grows beyond its bound, never deletes what somebody needs, and frees itself when nobody does. */
class BoundsAndRetentionTest {
    private static final Path FOLDER = Path.of("/data/journal");
    private static final JournalOptions OPTIONS =
            JournalOptions.defaults("test").withSegmentBytes(500).withAppendTimeout(Duration.ofHours(1));

    private final SimulatedDisk disk = new SimulatedDisk(new Random(3));
    private final Answers answers = new Answers();
    private final AtomicLong lowWater = new AtomicLong();
    private Instant now = Instant.parse("2026-06-01T12:00:00Z");
    private final InstantSource clock = () -> now;

    private Journal open(JournalOptions options) throws IOException {
        return QuickJournal.open(FOLDER, options, disk, clock);
    }

    private void fill(Journal journal, int records) {
        for (int i = 0; i < records; i++) {
            assertThat(answers.append(journal, new byte[100]).isCommitted()).isTrue();
        }
    }

    private long bytesOnDisk() {
        return disk.snapshot().values().stream()
                .mapToLong(bytes -> bytes.length)
                .sum();
    }

    private long segmentsOnDisk() {
        return disk.snapshot().keySet().stream()
                .filter(SegmentFormat::isSegment)
                .count();
    }

    @Test
    void at_its_bound_it_refuses_drops_nothing_and_takes_records_again_when_its_readers_have_passed()
            throws IOException {
        JournalOptions options = OPTIONS.withMaxBytes(5_000);
        try (Journal journal = open(options)) {
            journal.pin("reader", lowWater::get);
            Answers.Answer last = answers.append(journal, new byte[100]);
            while (last.isCommitted()) {
                last = answers.append(journal, new byte[100]);
            }
            assertThat(last.refusal()).isEqualTo(Refusal.FULL);
            assertThat(bytesOnDisk()).isBetween(4_500L, 5_000L);
            assertThat(Records.of(journal, 1)).hasSize(answers.all().size() - 1);
            assertThat(journal.state()).isInstanceOf(JournalState.Healthy.class);
            lowWater.set(journal.committedSequence());
            Conditions.await("the oldest segment is deleted", () -> journal.firstSequence() > 1);
            Conditions.await(
                    "room", () -> answers.append(journal, new byte[100]).isCommitted());
        }
    }

    @Test
    void what_is_being_deleted_takes_room_until_it_is_gone() throws IOException {
        try (Journal journal = open(OPTIONS.withMaxBytes(5_000))) {
            journal.pin("reader", lowWater::get);
            Conditions.await("a full journal", () -> {
                Answers.Answer last = answers.append(journal, new byte[100]);
                return !last.isCommitted() && last.refusal() == Refusal.FULL; // on a slow machine one may expire before
            });
            disk.gate().shut(Call.DELETE);
            lowWater.set(journal.committedSequence());
            disk.gate().awaitArrival();
            assertThat(answers.append(journal, new byte[100]).refusal()).isEqualTo(Refusal.FULL);
            disk.gate().open();
            Conditions.await(
                    "room", () -> answers.append(journal, new byte[100]).isCommitted());
        }
    }

    @Test
    void a_journal_with_room_for_one_segment_frees_itself_too() throws IOException {
        JournalOptions options = JournalOptions.defaults("test")
                .withSegmentBytes(1 << 20)
                .withMaxBytes(3_000)
                .withAppendTimeout(Duration.ofHours(1));
        try (Journal journal = open(options)) {
            journal.pin("reader", journal::committedSequence);
            for (int committed = 0; committed < 100; ) {
                Conditions.await(
                        "room", () -> answers.append(journal, new byte[100]).isCommitted());
                committed++;
                assertThat(bytesOnDisk()).isLessThanOrEqualTo(3_000);
            }
        }
    }

    @Test
    void while_nobody_has_pinned_nothing_is_deleted() throws IOException {
        try (Journal journal = open(OPTIONS)) {
            fill(journal, 30);
            assertThat(journal.measures().segments()).isGreaterThan(5);
        }
        Catalogue catalogue = catalogue(4);
        new Retention(FOLDER, disk, catalogue, clock, OPTIONS).run();
        assertThat(catalogue.closed()).hasSize(4);
    }

    @Test
    void what_a_reader_has_not_passed_stays() throws IOException {
        try (Journal journal = open(OPTIONS)) {
            fill(journal, 30);
            lowWater.set(9);
            journal.pin("slow", lowWater::get); // first: the journal deletes as soon as everyone it knows of has passed
            journal.pin("fast", () -> 30);
            Conditions.await("deletion", () -> journal.firstSequence() > 1);
            assertThat(journal.firstSequence()).isBetween(2L, 10L);
            assertThat(Records.of(journal, 10)).hasSize(21);
        }
    }

    @Test
    void a_reader_that_starts_late_finds_everything_when_it_was_announced() throws IOException {
        Catalogue catalogue = catalogue(4);
        Retention retention =
                new Retention(FOLDER, disk, catalogue, clock, OPTIONS.withReaders(Set.of("event-log", "delivery")));
        retention.pin("event-log", () -> 100);
        retention.run();
        assertThat(catalogue.closed()).hasSize(4);
        retention.pin("delivery", () -> 12);
        retention.run();
        assertThat(catalogue.closed()).hasSize(3);
    }

    @Test
    void the_replay_window_keeps_what_everyone_has_passed() throws IOException {
        Catalogue catalogue = catalogue(4);
        Retention retention =
                new Retention(FOLDER, disk, catalogue, clock, OPTIONS.withReplayWindow(Duration.ofHours(1)));
        retention.pin("reader", () -> 100);
        retention.run();
        assertThat(catalogue.closed()).hasSize(4);
        now = now.plus(Duration.ofHours(2));
        retention.run();
        assertThat(catalogue.closed()).hasSize(1);
    }

    @Test
    void without_a_window_a_clock_that_was_set_back_keeps_nothing() throws IOException {
        Catalogue catalogue = catalogue(4);
        now = now.minus(Duration.ofDays(2));
        Retention retention = new Retention(FOLDER, disk, catalogue, clock, OPTIONS);
        retention.pin("reader", () -> 100);
        retention.run();
        assertThat(catalogue.closed()).hasSize(1);
    }

    @Test
    void a_deletion_that_fails_is_repeated_before_the_next_so_that_no_gap_comes_to_be() throws IOException {
        for (Call failing : new Call[] {Call.DELETE, Call.SYNC_DIRECTORY}) {
            Catalogue catalogue = catalogue(4);
            Retention retention = new Retention(FOLDER, disk, catalogue, clock, OPTIONS);
            retention.pin("reader", () -> 100);
            disk.trouble((number, call) -> call == failing ? "Input/output error" : "");
            retention.run();
            retention.run();
            disk.trouble((number, call) -> "");
            assertThat(segmentsOnDisk()).isGreaterThanOrEqualTo(3);
            retention.run();
            assertThat(segmentsOnDisk()).isEqualTo(1);
            assertThat(catalogue.closed()).hasSize(1);
        }
    }

    @Test
    void a_reader_whose_low_water_cannot_be_told_stops_nothing_but_the_deletion() throws IOException {
        Catalogue catalogue = catalogue(4);
        Retention retention = new Retention(FOLDER, disk, catalogue, clock, OPTIONS);
        retention.pin("reader", () -> {
            throw new IllegalStateException("not known");
        });
        retention.run();
        assertThat(catalogue.closed()).hasSize(4);
        retention.pin("reader", () -> 100);
        retention.run();
        assertThat(catalogue.closed()).hasSize(1);
    }

    @Test
    void a_reader_that_is_overtaken_by_deletion_goes_on_with_the_oldest_there_is() throws IOException {
        try (Journal journal = open(OPTIONS);
                JournalReader unpinned = journal.read(1)) {
            fill(journal, 30);
            journal.pin("reader", () -> 30);
            Conditions.await("deletion", () -> journal.firstSequence() > 20);
            long next = unpinned.next().orElseThrow().sequence();
            assertThat(next).isGreaterThan(20).isLessThanOrEqualTo(journal.firstSequence());
        }
    }

    @Test
    void after_everything_was_passed_and_deleted_the_sequences_go_on() throws IOException {
        try (Journal journal = open(OPTIONS)) {
            fill(journal, 30);
            journal.pin("reader", () -> 30);
            Conditions.await("deletion", () -> journal.firstSequence() > 20);
        }
        try (Journal journal = open(OPTIONS)) {
            assertThat(answers.append(journal, new byte[1]).sequence()).isEqualTo(31);
        }
    }

    /** That many closed segments of ten records each, on the disk too. */
    private Catalogue catalogue(int segments) throws IOException {
        Map<Path, byte[]> files = new TreeMap<>();
        List<Segment> closed = new ArrayList<>();
        for (int i = 0; i < segments; i++) {
            long first = 1 + i * 10L;
            Path path = FOLDER.resolve(SegmentFormat.fileName(first));
            files.put(path, new byte[50]);
            closed.add(new Segment(path, first, first + 9, now.getEpochSecond() * 1_000_000, 50, 50));
        }
        disk.load(files);
        long next = segments * 10L + 1;
        return new Catalogue(
                closed, new Segment(FOLDER.resolve(SegmentFormat.fileName(next)), next, next - 1, 0, 36, 36));
    }
}
