package io.sluice.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.disk.SimulatedDisk;
import io.sluice.core.journal.SegmentReport.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looking at a journal's files while they change, or beside files that are not the journal's. */
class JournalFilesTest {
    private static final Path FOLDER = Path.of("/data/journal");

    private final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    private final JournalFiles files = new JournalFiles(FOLDER, disk);
    private List<Path> segments;

    @BeforeEach
    void write_several_segments() throws IOException {
        Answers answers = new Answers();
        try (Journal journal = open()) {
            for (int i = 1; i <= 8; i++) {
                assertThat(answers.append(journal, new byte[200]).sequence()).isEqualTo(i);
            }
        }
        segments = files.verify().stream().map(SegmentReport::file).toList();
        assertThat(segments).hasSizeGreaterThan(3);
    }

    private Journal open() throws IOException {
        return QuickJournal.open(
                FOLDER, JournalOptions.defaults("test").withSegmentBytes(300), disk, InstantSource.system());
    }

    private List<SegmentReport> walkWhileDeleting(List<Path> gone) throws IOException {
        return files.walk(record -> {
            if (record.sequence() == 1) {
                gone.forEach(this::delete);
            }
            return true;
        });
    }

    private void delete(Path file) {
        try {
            disk.delete(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void segments_deleted_oldest_first_during_a_walk_are_passed_over() throws IOException {
        List<SegmentReport> reports = walkWhileDeleting(segments.subList(0, 2));
        assertThat(reports)
                .extracting(SegmentReport::file)
                .doesNotContain(segments.get(1))
                .endsWith(segments.getLast());
        assertThat(reports).allSatisfy(report -> assertThat(report.finding()).isInstanceOf(Finding.Sound.class));
    }

    @Test
    void a_segment_that_vanishes_while_an_older_one_stays_is_an_error() {
        assertThatThrownBy(() -> walkWhileDeleting(List.of(segments.get(1)))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void an_unused_newest_segment_that_a_start_deletes_during_a_walk_is_passed_over() throws IOException {
        Path unused = FOLDER.resolve(SegmentFormat.fileName(9));
        try (var file = disk.create(unused)) {
            file.writeFully(SegmentFormat.head(journal(), 9), 0);
        }
        List<SegmentReport> reports = walkWhileDeleting(List.of(unused));
        assertThat(reports).extracting(SegmentReport::file).isEqualTo(segments);
        assertThat(reports).allSatisfy(report -> assertThat(report.finding()).isInstanceOf(Finding.Sound.class));
    }

    @Test
    void a_segment_without_closing_mark_before_an_unused_one_is_sound_because_a_start_closes_it() throws IOException {
        try (var file = disk.open(segments.getLast())) {
            file.truncate(file.size() - SegmentFormat.CLOSING_MARK);
        }
        UUID journal = journal();
        try (var file = disk.create(FOLDER.resolve(SegmentFormat.fileName(9)))) {
            file.writeFully(SegmentFormat.head(journal, 9), 0);
        }
        assertThat(files.verify())
                .allSatisfy(report -> assertThat(report.finding()).isInstanceOf(Finding.Sound.class));
        try (Journal opened = open()) {
            assertThat(Records.of(opened, 1)).hasSize(8);
        }
    }

    private UUID journal() throws IOException {
        try (var file = disk.openForReading(segments.getFirst())) {
            return SegmentFormat.readHead(file).orElseThrow().journal();
        }
    }

    @Test
    void a_file_with_more_digits_than_a_sequence_holds_is_not_taken_for_a_segment() throws IOException {
        disk.create(FOLDER.resolve("99999999999999999999.seg")).close();
        disk.create(FOLDER.resolve("09223372036854775808.seg")).close();
        assertThat(files.verify()).extracting(SegmentReport::file).isEqualTo(segments);
        try (Journal journal = open()) {
            assertThat(Records.of(journal, 1)).hasSize(8);
        }
    }
}
