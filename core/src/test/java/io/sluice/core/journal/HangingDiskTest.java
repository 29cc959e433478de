package io.sluice.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.disk.SimulatedDisk;
import io.sluice.core.disk.SimulatedDisk.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A disk that does not answer for long: nothing may wait beyond its time, and nothing refused may be written afterwards. */
class HangingDiskTest {
    private static final Path FOLDER = Path.of("/data/journal");

    private final SimulatedDisk disk = new SimulatedDisk(new Random(2));
    private final Answers answers = new Answers();

    private Journal open(Duration timeout) throws IOException {
        JournalOptions options =
                JournalOptions.defaults("test").withMaxQueueBytes(4_000).withAppendTimeout(timeout);
        return Journal.open(FOLDER, options, disk, InstantSource.system());
    }

    @AfterEach
    void let_go() {
        disk.gate().open();
    }

    @Test
    void what_waits_beyond_its_time_is_refused_during_the_hang_and_never_written() throws IOException {
        try (Journal journal = open(Duration.ofMillis(30))) {
            disk.gate().shut(Call.SYNC);
            Answers.Answer underWay = answers.append(journal, new byte[] {1});
            disk.gate().awaitArrival();
            Answers.Answer early = answers.append(journal, new byte[] {2});
            Answers.Answer alsoEarly = answers.append(journal, new byte[] {3});
            assertThat(early.refusal()).isEqualTo(Refusal.EXPIRED);
            assertThat(alsoEarly.refusal()).isEqualTo(Refusal.EXPIRED);
            assertThat(underWay.isGiven()).isFalse();
            disk.gate().open();
            assertThat(underWay.sequence()).isEqualTo(1);
            assertThat(answers.append(journal, new byte[] {4}).sequence()).isEqualTo(2);
            assertThat(Records.payloads(Records.of(journal, 1))).containsExactly(new byte[] {1}, new byte[] {4});
            assertThat(journal.measures().refused()).containsEntry(Refusal.EXPIRED, 2L);
        }
    }

    @Test
    void beyond_the_bound_of_the_queue_appends_are_refused_at_once() throws IOException {
        try (Journal journal = open(Duration.ofHours(1))) {
            disk.gate().shut(Call.SYNC);
            answers.append(journal, new byte[1]);
            disk.gate().awaitArrival();
            Answers.Answer fits = answers.append(journal, new byte[2_000]);
            Answers.Answer doesNot = answers.append(journal, new byte[2_000]);
            assertThat(doesNot.refusal()).isEqualTo(Refusal.BUSY);
            assertThat(journal.measures().queuedRecords()).isEqualTo(1);
            disk.gate().open();
            assertThat(fits.sequence()).isEqualTo(2);
        }
    }

    @Test
    void a_record_larger_than_the_queue_is_taken_when_it_is_alone() throws IOException {
        try (Journal journal = open(Duration.ofHours(1))) {
            assertThat(answers.append(journal, new byte[10_000]).sequence()).isEqualTo(1);
        }
    }

    @Test
    void a_hang_much_longer_than_the_time_out_needs_no_more_room_than_the_queue() throws IOException {
        Staging staging = new Staging();
        byte[] payload = new byte[1_000];
        RecordBody body = Answers.body(payload);
        AppendListener nobody = new Answers.Answer(payload);
        int[] expired = new int[1];
        for (int second = 1; second <= 10_000; second++) {
            for (int i = 0; i < 20; i++) {
                staging.add(RecordType.EVENT, body, payload.length, nobody, second);
            }
            staging.expire(second - 1L, listener -> expired[0]++);
            assertThat(staging.size()).isEqualTo(20);
            assertThat(staging.bytes()).isEqualTo(20 * (RecordFormat.HEADER + payload.length));
        }
        assertThat(expired[0]).isEqualTo(20 * 9_999);
        assertThat(staging.capacity()).isLessThanOrEqualTo(256 << 10);
        assertThat(staging.seal(new Checksum(new UUID(1, 2)), 1, 1).remaining()).isEqualTo(staging.bytes());
        staging.free();
    }

    @Test
    void a_disk_that_hangs_while_an_old_segment_is_deleted_does_not_keep_appends_from_expiring() throws IOException {
        JournalOptions options =
                JournalOptions.defaults("test").withSegmentBytes(100).withAppendTimeout(Duration.ofMillis(30));
        try (Journal journal = Journal.open(FOLDER, options, disk, InstantSource.system())) {
            for (int i = 0; i < 4; i++) {
                assertThat(answers.append(journal, new byte[90]).isCommitted()).isTrue();
            }
            disk.gate().shut(Call.DELETE);
            journal.pin("reader", journal::committedSequence);
            disk.gate().awaitArrival();
            disk.gate().shutAlso(Call.SYNC);
            answers.append(journal, new byte[1]);
            disk.gate().awaitArrivals(2);
            assertThat(answers.append(journal, new byte[1]).refusal()).isEqualTo(Refusal.EXPIRED);
            disk.gate().open();
        }
    }
}
