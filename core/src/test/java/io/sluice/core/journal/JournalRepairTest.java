package io.sluice.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a repair makes of each kind of damage. The journal has records 1 to 9, three in a segment. */
class JournalRepairTest {
    private static final Path FOLDER = Path.of("/data/journal");
    private static final int RECORD = RecordFormat.HEADER + 50;
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-03-04T12:00:00Z"));

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final Map<Path, byte[]> files = new TreeMap<>();
    private UUID id;

    @BeforeEach
    void write_three_segments_of_three_records() throws IOException {
        Answers answers = new Answers();
        try (Journal journal = open()) {
            id = UUID.fromString(journal.ref().id());
            for (int i = 1; i <= 9; i++) {
                assertThat(answers.append(journal, payload(i)).sequence()).isEqualTo(i);
            }
        }
        files.putAll(disk.snapshot());
        files.keySet().removeIf(file -> !SegmentFormat.isSegment(file));
        assertThat(files.keySet()).containsExactly(segment(1), segment(4), segment(7));
    }

    private Journal open() throws IOException {
        return QuickJournal.open(
                FOLDER,
                JournalOptions.defaults("test").withSegmentBytes(SegmentFormat.HEAD + 3 * RECORD),
                disk,
                InstantSource.system());
    }

    private static byte[] payload(int record) {
        byte[] bytes = new byte[50];
        Arrays.fill(bytes, (byte) record);
        return bytes;
    }

    private static Path segment(long first) {
        return FOLDER.resolve(SegmentFormat.fileName(first));
    }

    /** Where a record begins in its segment. */
    private static int at(int record) {
        return SegmentFormat.HEAD + (record - 1) % 3 * RECORD;
    }

    private void flip(Path segment, int at) {
        files.get(segment)[at] ^= 1;
    }

    private Optional<JournalRepair.Done> repair(UUID... known) throws IOException {
        disk.load(files);
        disk.createDirectories(FOLDER);
        try (JournalRepair repair = JournalRepair.open(FOLDER, disk, NOON)) {
            return repair.run(List.of(known), RepairProgress.NONE);
        }
    }

    /** Records by number; a gap as its sequences, negative. */
    private List<Long> content() throws IOException {
        assertThat(new JournalFiles(FOLDER, disk).verify())
                .allMatch(report -> report.finding() instanceof SegmentReport.Finding.Sound);
        try (Journal journal = open()) {
            assertThat(journal.ref().id()).isEqualTo(id.toString());
            return Records.of(journal, 1).stream()
                    .flatMap(record -> {
                        if (record.type() == RecordType.GAP) {
                            Gap gap = Gap.of(record);
                            return LongStream.rangeClosed(gap.first(), gap.last())
                                    .mapToObj(lost -> -lost);
                        }
                        assertThat(Records.payload(record)).isEqualTo(payload((int) record.sequence()));
                        return List.of(record.sequence()).stream();
                    })
                    .toList();
        }
    }

    @Test
    void a_sound_journal_is_left_alone() throws IOException {
        assertThat(repair()).isEmpty();
        assertThat(disk.snapshot()).usingRecursiveComparison().isEqualTo(files);
    }

    @Test
    void records_behind_a_damaged_one_are_kept() throws IOException {
        flip(segment(4), at(5) + 40);
        JournalRepair.Done done = repair().orElseThrow();
        assertThat(content()).containsExactly(1L, 2L, 3L, 4L, -5L, 6L, 7L, 8L, 9L);
        SegmentChange change = done.plan().changes().getFirst();
        assertThat(change.lost()).containsExactly(new Piece.Lost(5, 5, false));
        assertThat(change.setAside()).containsExactly(new SetAside(at(5), RECORD, "unreadable"));
        assertThat(done.plan().records()).isEqualTo(8);
        assertThat(disk.snapshot().get(done.copy().resolve(segment(4).getFileName())))
                .isEqualTo(files.get(segment(4)));
        assertThat(done.copy()).isEqualTo(Path.of("/data/journal.before-repair-20260304T120000Z"));
    }

    @Test
    void a_report_says_what_is_missing_and_where_it_was() throws IOException {
        flip(segment(4), at(5) + 40);
        JournalRepair.Done done = repair().orElseThrow();
        assertThat(new String(disk.snapshot().get(done.setAside().resolve("report.json")), UTF_8))
                .contains("\"repair\":\"done\"", "\"missing\":[{\"from\":5,\"to\":5,\"at_most\":false}]")
                .contains("\"offset\":" + at(5), "\"length\":" + RECORD, id.toString());
    }

    @Test
    void a_segment_that_is_missing_becomes_a_gap() throws IOException {
        files.remove(segment(4));
        JournalRepair.Done done = repair().orElseThrow();
        assertThat(content()).containsExactly(1L, 2L, 3L, -4L, -5L, -6L, 7L, 8L, 9L);
        assertThat(done.plan().copied()).isEmpty();
        assertThat(done.plan().changes()).hasSize(1);
    }

    @Test
    void a_segment_that_is_missing_behind_a_damaged_one_is_told_from_it_by_the_closing_mark() throws IOException {
        flip(segment(1), at(3) + 40);
        files.remove(segment(4));
        JournalRepair.Done done = repair().orElseThrow();
        assertThat(content()).containsExactly(1L, 2L, -3L, -4L, -5L, -6L, 7L, 8L, 9L);
        assertThat(done.plan().changes())
                .extracting(SegmentChange::kind)
                .containsExactly(SegmentChange.Kind.REWRITE, SegmentChange.Kind.FILL);
    }

    @Test
    void a_damaged_head_costs_no_record() throws IOException {
        flip(segment(4), 3);
        repair();
        assertThat(content()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void a_missing_closing_mark_costs_no_record() throws IOException {
        byte[] bytes = files.get(segment(1));
        files.put(segment(1), Arrays.copyOf(bytes, bytes.length - SegmentFormat.CLOSING_MARK));
        repair();
        assertThat(content()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void what_was_cut_off_an_older_segment_becomes_a_gap() throws IOException {
        files.put(segment(4), Arrays.copyOf(files.get(segment(4)), at(5) + 10));
        repair();
        assertThat(content()).containsExactly(1L, 2L, 3L, 4L, -5L, -6L, 7L, 8L, 9L);
    }

    @Test
    void records_of_which_bytes_in_between_were_taken_out_are_found() throws IOException {
        byte[] bytes = files.get(segment(4));
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - 70);
        System.arraycopy(bytes, at(5) + 75, shorter, at(5) + 5, bytes.length - at(5) - 75);
        files.put(segment(4), shorter);
        repair();
        assertThat(content()).containsExactly(1L, 2L, 3L, 4L, -5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void a_segment_without_a_readable_record_becomes_a_gap() throws IOException {
        files.put(segment(4), new byte[500]);
        repair();
        assertThat(content()).containsExactly(1L, 2L, 3L, -4L, -5L, -6L, 7L, 8L, 9L);
    }

    @Test
    void a_sequence_that_the_lost_end_of_the_journal_may_have_had_is_not_given_again() throws IOException {
        Arrays.fill(files.get(segment(7)), 0, files.get(segment(7)).length, (byte) 0x55);
        JournalRepair.Done done = repair().orElseThrow();
        try (Journal journal = open()) {
            assertThat(new Answers().append(journal, payload(1)).sequence()).isGreaterThan(9);
        }
        assertThat(done.plan().lost()).singleElement().satisfies(lost -> {
            assertThat(lost.first()).isEqualTo(7);
            assertThat(lost.atMost()).isTrue();
        });
    }

    @Test
    void the_closing_mark_says_how_many_records_the_end_of_the_journal_had() throws IOException {
        flip(segment(7), at(9) + 40);
        JournalRepair.Done done = repair().orElseThrow();
        assertThat(content()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, -9L);
        assertThat(done.plan().lost()).containsExactly(new Piece.Lost(9, 9, false));
    }

    @Test
    void a_segment_of_another_journal_is_taken_away_and_kept_aside() throws IOException {
        byte[] foreign = SegmentFormat.head(new UUID(7, 7), 4).array();
        files.put(segment(4), foreign);
        JournalRepair.Done done = repair().orElseThrow();
        assertThat(content()).containsExactly(1L, 2L, 3L, -4L, -5L, -6L, 7L, 8L, 9L);
        assertThat(disk.snapshot().get(done.setAside().resolve(segment(4).getFileName() + ".at-0.bytes")))
                .isEqualTo(foreign);
    }

    @Test
    void a_segment_with_a_wrong_name_gets_its_right_one() throws IOException {
        files.put(segment(5), files.remove(segment(4)));
        repair();
        assertThat(content()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void a_second_copy_of_a_segment_is_taken_away() throws IOException {
        files.put(segment(20), files.get(segment(4)).clone());
        repair();
        assertThat(content()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void two_segments_with_each_others_names_are_refused_and_nothing_is_changed() throws IOException {
        byte[] first = files.get(segment(1));
        files.put(segment(1), files.get(segment(4)));
        files.put(segment(4), first);
        assertThatThrownBy(this::repair).isInstanceOf(IOException.class).hasMessageContaining("Give it that name");
        assertThat(disk.snapshot()).usingRecursiveComparison().isEqualTo(files);
    }

    @Test
    void files_that_are_no_segments_stay() throws IOException {
        files.put(FOLDER.resolve("notes.txt"), new byte[] {1});
        files.put(FOLDER.resolve("99999999999999999999.seg"), new byte[] {2});
        files.remove(segment(4));
        repair();
        assertThat(disk.snapshot())
                .containsKeys(FOLDER.resolve("notes.txt"), FOLDER.resolve("99999999999999999999.seg"));
    }

    @Test
    void an_unreadable_file_with_a_number_far_beyond_all_others_does_not_move_the_sequence() throws IOException {
        files.put(segment(Long.MAX_VALUE - 5), new byte[200]);
        repair();
        assertThat(content()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void a_journal_without_a_readable_head_is_known_by_its_records() throws IOException {
        files.values().forEach(bytes -> bytes[2] ^= 1);
        repair();
        assertThat(content()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void a_journal_whose_id_no_head_says_any_more_is_repaired_with_one_that_is_known() throws IOException {
        files.values().forEach(bytes -> Arrays.fill(bytes, 0, SegmentFormat.HEAD, (byte) 0));
        assertThatThrownBy(this::repair)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nothing says which journal");
        assertThat(disk.snapshot()).usingRecursiveComparison().isEqualTo(files);
        repair(new UUID(1, 1), id);
        assertThat(content()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void a_repaired_journal_that_is_damaged_again_keeps_its_gaps() throws IOException {
        flip(segment(4), at(5) + 40);
        repair();
        files.clear();
        files.putAll(disk.snapshot());
        flip(segment(4), at(4) + 40);
        repair();
        assertThat(content()).containsExactly(1L, 2L, 3L, -4L, -5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void a_reader_that_begins_within_a_gap_goes_on_behind_it() throws IOException {
        files.remove(segment(4));
        repair();
        try (Journal journal = open()) {
            assertThat(Records.of(journal, 5))
                    .extracting(JournalRecord::sequence)
                    .containsExactly(6L, 7L, 8L, 9L);
        }
    }

    @Test
    void a_disk_with_too_little_room_is_refused_with_both_numbers() throws IOException {
        flip(segment(4), at(5) + 40);
        disk.load(files);
        disk.createDirectories(FOLDER);
        disk.room(1_234);
        try (JournalRepair repair = JournalRepair.open(FOLDER, disk, NOON)) {
            assertThatThrownBy(() -> repair.run(List.of(), RepairProgress.NONE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("1,234 are free")
                    .hasMessageContaining("bytes are needed");
        }
        assertThat(disk.snapshot()).usingRecursiveComparison().isEqualTo(files);
    }

    @Test
    void a_journal_that_is_open_is_refused() throws IOException {
        try (Journal journal = open()) {
            assertThat(journal.committedSequence()).isEqualTo(9);
            assertThatThrownBy(() -> JournalRepair.open(FOLDER, disk, NOON)).hasMessageContaining("in use");
        }
    }

    @Test
    void a_plan_changes_nothing() throws IOException {
        files.remove(segment(4));
        flip(segment(7), at(7));
        disk.load(files);
        disk.createDirectories(FOLDER);
        assertThat(JournalRepair.plan(FOLDER, disk, List.of()).changes()).hasSize(2);
        assertThat(disk.snapshot()).usingRecursiveComparison().isEqualTo(files);
    }
}
