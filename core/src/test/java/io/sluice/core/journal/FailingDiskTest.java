package io.sluice.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.disk.SimulatedDisk;
import io.sluice.core.disk.SimulatedDisk.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Calls to the disk that fail: nothing is acknowledged that may be lost, and the journal mends itself. */
class FailingDiskTest {
    private static final Path FOLDER = Path.of("/data/journal");

    private final SimulatedDisk disk = new SimulatedDisk(new Random(5));
    private final Answers answers = new Answers();
    private final AtomicBoolean broken = new AtomicBoolean();

    private Journal open() throws IOException {
        JournalOptions options = JournalOptions.defaults("test").withAppendTimeout(Duration.ofHours(1));
        return Journal.open(FOLDER, options, disk, InstantSource.system());
    }

    private void breakDown(String message, Call... calls) {
        broken.set(true);
        disk.trouble((number, call) -> broken.get() && List.of(calls).contains(call) ? message : "");
    }

    private static void awaitHealth(Journal journal) {
        Conditions.await("health", () -> journal.state() instanceof JournalState.Healthy);
    }

    @Test
    void a_failed_sync_refuses_all_under_way_and_all_that_waits_and_none_of_it_is_ever_read() throws IOException {
        try (Journal journal = open();
                JournalReader follower = journal.read(1)) {
            assertThat(answers.append(journal, new byte[] {1}).sequence()).isEqualTo(1);
            disk.gate().shut(Call.SYNC);
            Answers.Answer underWay = answers.append(journal, new byte[] {2});
            disk.gate().awaitArrival();
            Answers.Answer waiting = answers.append(journal, new byte[] {3});
            breakDown("Input/output error", Call.SYNC);
            disk.gate().open();
            assertThat(underWay.refusal()).isEqualTo(Refusal.FAILED);
            assertThat(waiting.refusal()).isEqualTo(Refusal.FAILED);
            assertThat(journal.state()).isEqualTo(new JournalState.Failed(Refusal.FAILED, "Input/output error"));
            assertThat(answers.append(journal, new byte[] {4}).refusal()).isEqualTo(Refusal.FAILED);
            assertThat(Records.payloads(Records.drain(follower))).containsExactly(new byte[] {1});
            broken.set(false);
            awaitHealth(journal);
            assertThat(answers.append(journal, new byte[] {5}).sequence()).isEqualTo(2);
            assertThat(Records.payloads(Records.drain(follower))).containsExactly(new byte[] {5});
        }
        disk.restart();
        try (Journal journal = open()) {
            assertThat(Records.payloads(Records.of(journal, 1))).containsExactly(new byte[] {1}, new byte[] {5});
        }
    }

    @Test
    void a_full_disk_is_told_apart_and_heals_by_itself() throws IOException {
        try (Journal journal = open()) {
            breakDown("No space left on device", Call.WRITE);
            assertThat(answers.append(journal, new byte[] {1}).refusal()).isEqualTo(Refusal.FULL);
            assertThat(answers.append(journal, new byte[] {2}).refusal()).isEqualTo(Refusal.FULL);
            broken.set(false);
            awaitHealth(journal);
            assertThat(answers.append(journal, new byte[] {3}).sequence()).isEqualTo(1);
        }
    }

    @Test
    void it_closes_also_while_the_disk_fails() throws IOException {
        Journal journal = open();
        breakDown("Input/output error", Call.SYNC, Call.CREATE, Call.OPEN);
        assertThat(answers.append(journal, new byte[] {1}).refusal()).isEqualTo(Refusal.FAILED);
        journal.close();
        assertThat(answers.append(journal, new byte[] {2}).refusal()).isEqualTo(Refusal.CLOSED);
        broken.set(false);
        open().close();
    }

    @Test
    void a_read_that_fails_is_never_taken_for_an_empty_journal() throws IOException {
        try (Journal journal = open()) {
            assertThat(answers.append(journal, new byte[] {1}).sequence()).isEqualTo(1);
            for (Call call : new Call[] {Call.OPEN, Call.READ}) {
                breakDown("Input/output error", call);
                try (JournalReader reader = journal.read(1)) {
                    assertThatThrownBy(reader::next)
                            .isInstanceOf(IOException.class)
                            .hasMessage("Input/output error");
                    broken.set(false);
                    assertThat(Records.payloads(Records.drain(reader))).containsExactly(new byte[] {1});
                }
            }
        }
        for (Call call : new Call[] {Call.LIST, Call.OPEN, Call.READ}) {
            breakDown("Input/output error", call);
            assertThatThrownBy(this::open).isInstanceOf(IOException.class).isNotInstanceOf(JournalDamaged.class);
        }
        broken.set(false);
        try (Journal journal = open()) {
            assertThat(journal.committedSequence()).isEqualTo(1);
        }
    }

    @Test
    void a_reader_that_meets_damage_names_the_segment_and_the_place() throws IOException {
        try (Journal journal = open()) {
            assertThat(answers.append(journal, new byte[50]).sequence()).isEqualTo(1);
            assertThat(answers.append(journal, new byte[50]).sequence()).isEqualTo(2);
        }
        try (Journal journal = open()) { // begins another segment, because the newest is always checked
            assertThat(answers.append(journal, new byte[50]).sequence()).isEqualTo(3);
        }
        Path segment = FOLDER.resolve("00000000000000000001.seg");
        Map<Path, byte[]> files = disk.snapshot();
        files.get(segment)[SegmentFormat.HEAD + RecordFormat.HEADER + 50 + 40] ^= 1;
        disk.load(files);
        JournalOptions options = JournalOptions.defaults("test").withVerifyBytesOnOpen(0);
        try (Journal journal = Journal.open(FOLDER, options, disk, InstantSource.system());
                JournalReader reader = journal.read(1)) {
            assertThat(reader.next()).isPresent();
            assertThatThrownBy(reader::next)
                    .isInstanceOf(JournalDamaged.class)
                    .hasMessageContaining(segment + " at byte " + (SegmentFormat.HEAD + RecordFormat.HEADER + 50));
        }
    }
}
