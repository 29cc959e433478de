package io.sluice.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.disk.SimulatedDisk;
import io.sluice.core.disk.SimulatedDisk.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that dies leaves a page cache that shows more than the disk holds. The next one must not take what it sees for safe: the
 * power may be cut next.
 */
class PageCacheTest {
    private static final Path FOLDER = Path.of("/data/journal");
    private static final byte[] FIRST = "first".getBytes(UTF_8);
    private static final byte[] SECOND = "second".getBytes(UTF_8);

    private final Answers answers = new Answers();

    private static Journal open(SimulatedDisk disk) throws IOException {
        JournalOptions options = JournalOptions.defaults("test").withAppendTimeout(Duration.ofHours(1));
        return Journal.open(FOLDER, options, disk, InstantSource.system());
    }

    /** Two segments with a record each; of the second one all is on the disk that was acknowledged. */
    private SimulatedDisk written(int seed) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(new Random(seed));
        try (Journal journal = open(disk)) {
            assertThat(answers.append(journal, FIRST).sequence()).isEqualTo(1);
        }
        try (Journal journal = open(disk)) {
            assertThat(answers.append(journal, SECOND).sequence()).isEqualTo(2);
            disk.cutPowerAfter(0);
        }
        disk.restartProcess();
        return disk;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void a_deletion_that_a_power_cut_undoes_is_not_taken_for_damage(int seed) throws IOException {
        SimulatedDisk disk = written(seed);
        disk.delete(FOLDER.resolve(
                "00000000000000000002.seg")); // and then the process died, before it had synced the folder
        disk.restartProcess();
        disk.cutPowerAt(Call.SYNC, 1);
        assertThatThrownBy(() -> open(disk)).isInstanceOf(IOException.class);
        disk.restart();
        try (Journal journal = open(disk)) {
            assertThat(Records.payloads(Records.of(journal, 1))).startsWith(FIRST);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void a_record_that_the_page_cache_alone_had_is_on_the_disk_once_the_journal_was_opened(int seed)
            throws IOException {
        SimulatedDisk disk = written(seed);
        try (Journal journal = open(disk)) {
            disk.trouble((_, call) -> call == Call.SYNC ? failAndDie(disk) : "");
            assertThat(answers.append(journal, new byte[100]).refusal()).isEqualTo(Refusal.FAILED);
            Conditions.await("death, before anything is mended", disk::dark);
        }
        disk.restartProcess();
        long seen;
        try (Journal journal = open(disk)) {
            seen = journal.committedSequence();
            disk.cutPowerAfter(0);
        }
        disk.restart();
        try (Journal journal = open(disk)) {
            assertThat(journal.committedSequence()).isEqualTo(seen);
            assertThat(Records.of(journal, 1)).hasSize((int) seen);
        }
    }

    private static String failAndDie(SimulatedDisk disk) {
        disk.cutPowerAfter(1);
        return "Input/output error";
    }
}
