package io.sluice.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.disk.SimulatedDisk;
import io.sluice.core.disk.SimulatedDisk.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A segment is kept ready whose bytes are on the disk already, so that a sync under load need not make the file longer. */
class SpareSegmentTest {
    private static final Path FOLDER = Path.of("/data/journal");
    private static final Path SPARE = FOLDER.resolve("spare");
    private static final Path FILLING = FOLDER.resolve("spare.filling");
    private static final int SEGMENT = 2_000;
    private static final JournalOptions OPTIONS = JournalOptions.defaults("test")
            .withSegmentBytes(SEGMENT)
            .withAppendTimeout(Duration.ofHours(1))
            .withSpareSegment(true);

    private final SimulatedDisk disk = new SimulatedDisk(new Random(5));
    private final Answers answers = new Answers();

    private Journal open(JournalOptions options) throws IOException {
        return QuickJournal.open(FOLDER, options, disk, InstantSource.system());
    }

    private void append(Journal journal, int records) {
        for (int i = 0; i < records; i++) {
            assertThat(answers.append(journal, new byte[100]).isCommitted()).isTrue();
        }
    }

    private void awaitSpare() {
        Conditions.await("a spare segment", () -> disk.snapshot().containsKey(SPARE));
    }

    private byte[] file(long firstSequence) {
        return disk.snapshot().get(FOLDER.resolve(SegmentFormat.fileName(firstSequence)));
    }

    /** A journal whose records 1 to 4 are in a grown segment, and 5 alone in one that was allocated in advance. */
    private Journal withAllocatedSegment() throws IOException {
        Journal journal = open(OPTIONS);
        append(journal, 4); // the last of them makes it one that is in use
        awaitSpare();
        append(journal, 1);
        return journal;
    }

    @Test
    void none_is_made_while_the_journal_is_hardly_used() throws IOException {
        try (Journal journal = open(OPTIONS)) {
            append(journal, 1);
        }

        assertThat(disk.snapshot()).doesNotContainKeys(SPARE, FILLING);
    }

    @Test
    void it_takes_the_place_of_a_segment_that_grows_as_soon_as_it_is_ready() throws IOException {
        try (Journal journal = withAllocatedSegment()) {
            assertThat(file(5)).hasSize(SEGMENT);
            assertThat(Records.of(journal, 1)).hasSize(5);
        }
    }

    @Test
    void what_was_allocated_and_not_used_is_given_back_when_the_segment_is_closed() throws IOException {
        try (Journal journal = withAllocatedSegment()) {
            append(journal, 1);
        }

        assertThat(file(5)).hasSize(SegmentFormat.HEAD + 2 * (RecordFormat.HEADER + 100) + SegmentFormat.CLOSING_MARK);
    }

    @Test
    void a_crash_leaves_its_records_and_nothing_that_was_torn() throws IOException {
        Journal journal = withAllocatedSegment();
        disk.restart();
        journal.close();

        try (Journal again = open(OPTIONS)) {
            assertThat(Records.of(again, 1)).hasSize(5);
            assertThat(again.measures().tornBytes()).isZero();
        }
    }

    @Test
    void the_room_that_is_not_used_yet_is_no_damage() throws IOException {
        try (Journal journal = withAllocatedSegment()) {
            assertThat(new JournalFiles(FOLDER, disk).verify())
                    .hasSize(2)
                    .allMatch(report -> report.finding() instanceof SegmentReport.Finding.Sound);
            assertThat(journal.state()).isInstanceOf(JournalState.Healthy.class);
        }
    }

    @Test
    void the_next_start_takes_the_one_that_was_left() throws IOException {
        try (Journal journal = withAllocatedSegment()) {
            append(journal, 6);
            awaitSpare();
        }

        try (Journal again = open(OPTIONS)) {
            assertThat(disk.snapshot()).doesNotContainKey(SPARE);
            assertThat(file(again.committedSequence() + 1)).hasSize(SEGMENT);
        }
    }

    @Test
    void one_of_another_size_is_removed() throws IOException {
        try (Journal journal = withAllocatedSegment()) {
            append(journal, 6);
            awaitSpare();
        }

        try (Journal again = open(OPTIONS.withSegmentBytes(3_000))) {
            assertThat(disk.snapshot()).doesNotContainKey(SPARE);
            assertThat(file(again.committedSequence() + 1)).hasSize(SegmentFormat.HEAD);
        }
    }

    @Test
    void a_journal_that_is_to_keep_none_removes_it() throws IOException {
        try (Journal journal = withAllocatedSegment()) {
            append(journal, 6);
            awaitSpare();
        }

        try (Journal again = open(OPTIONS.withSpareSegment(false))) {
            assertThat(again.committedSequence()).isEqualTo(11);
            assertThat(disk.snapshot()).doesNotContainKey(SPARE);
        }
    }

    @Test
    void one_that_was_not_finished_is_removed_by_the_next_start() throws IOException {
        disk.createDirectories(FOLDER);
        disk.create(FILLING).close();

        try (Journal journal = open(OPTIONS)) {
            assertThat(journal.committedSequence()).isZero();
            assertThat(disk.snapshot()).doesNotContainKey(FILLING);
        }
    }

    @Test
    void where_none_can_be_made_the_journal_goes_on_with_segments_that_grow() throws IOException {
        try (Journal journal = open(OPTIONS)) {
            disk.gate().shut(Call.RENAME);
            append(journal, 4);
            Conditions.await("a filled segment", () -> disk.gate().occupied());
            disk.trouble((_, call) -> call == Call.RENAME ? "No space left on device" : "");
            disk.gate().open();
            Conditions.await("it is given back", () -> !disk.snapshot().containsKey(FILLING));

            append(journal, 30);

            assertThat(journal.state()).isInstanceOf(JournalState.Healthy.class);
            assertThat(Records.of(journal, 1)).hasSize(34);
            assertThat(disk.snapshot()).doesNotContainKey(SPARE);
        }
    }

    @Test
    void it_counts_as_used_room_of_the_journal() throws IOException {
        try (Journal journal = open(OPTIONS.withMaxBytes(20_000))) {
            Answers.Answer last = answers.append(journal, new byte[100]);
            while (last.isCommitted()) {
                last = answers.append(journal, new byte[100]);
            }

            assertThat(last.refusal()).isEqualTo(Refusal.FULL);
            assertThat(disk.snapshot().values().stream()
                            .mapToLong(bytes -> bytes.length)
                            .sum())
                    .isLessThanOrEqualTo(20_000);
        }
    }
}
