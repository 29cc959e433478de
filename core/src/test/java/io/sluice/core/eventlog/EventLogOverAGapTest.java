package io.sluice.core.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.cursor.StateFile;
import io.sluice.core.delivery.DeadLetters;
import io.sluice.core.disk.FileDisk;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventCodec;
import io.sluice.core.event.EventId;
import io.sluice.core.journal.AppendListener;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalOptions;
import io.sluice.core.journal.LostRecords;
import io.sluice.core.journal.RecordType;
import io.sluice.core.journal.Refusal;
import io.sluice.core.masking.LogRows;
import io.sluice.core.plugin.Health;
import io.sluice.core.store.EventBatch;
import io.sluice.core.store.EventStore;
import io.sluice.core.store.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event log of a journal that was repaired: it passes what is lost, and nothing comes twice. */
class EventLogOverAGapTest {
    @TempDir
    private Path folder;

    private final FileDisk disk = new FileDisk();
    private final Stored store = new Stored();

    /** Remembers the batches it was given. */
    private static final class Stored implements EventStore {
        private final List<EventBatch> batches = new CopyOnWriteArrayList<>();
        private final List<Long> sequences = new CopyOnWriteArrayList<>();

        @Override
        public void append(EventBatch batch) {
            batches.add(batch);
            batch.rows().forEach(row -> sequences.add(row.sequence()));
        }

        @Override
        public Rows query(String sql, int limit) {
            throw new UnsupportedOperationException(sql);
        }

        @Override
        public Health check() {
            return new Health.Healthy();
        }

        @Override
        public void close() {}

        private List<Long> sequences() {
            return List.copyOf(sequences);
        }
    }

    @BeforeEach
    void lose_records_4_to_7_of_10() throws IOException {
        try (Journal journal = journal()) {
            for (int i = 1; i <= 10; i++) {
                append(journal, i);
            }
        }
        LostRecords.lose(folder.resolve("journal"), 4, 7);
    }

    private Journal journal() throws IOException {
        return Journal.open(folder.resolve("journal"), JournalOptions.defaults("test"), disk, InstantSource.system());
    }

    private static void append(Journal journal, int number) {
        CompletableFuture<Long> committed = new CompletableFuture<>();
        Event event = new Event(
                new EventId(1, number),
                "orders",
                "",
                1,
                "",
                "",
                List.of(),
                Integer.toString(number).getBytes(UTF_8));
        journal.append(RecordType.EVENT, EventCodec.body(event), new AppendListener() {
            @Override
            public void committed(long sequence, long timeMicros) {
                committed.complete(sequence);
            }

            @Override
            public void refused(Refusal refusal) {
                committed.completeExceptionally(new AssertionError("refused: " + refusal));
            }
        });
        committed.join();
    }

    private StateFile cursor() {
        return new StateFile(folder.resolve("event-log"), disk);
    }

    private void run() throws IOException {
        try (Journal journal = journal()) {
            EventLogReader reader = EventLogReader.start(
                    journal,
                    new DeadLetters(journal), // never asked: every record is an event or a gap
                    cursor(),
                    store,
                    new LogRows(List.of())::write,
                    EventLogOptions.DEFAULT.withInterval(Duration.ofMillis(1)),
                    InstantSource.system());
            reader.close(Duration.ofSeconds(20));
            assertThat(reader.measures().lagEvents()).isZero();
        }
    }

    @Test
    void every_event_around_the_gap_is_stored_once() throws IOException {
        run();
        run();
        assertThat(store.sequences()).containsExactly(1L, 2L, 3L, 8L, 9L, 10L);
    }

    @Test
    void a_batch_that_was_begun_before_the_repair_keeps_its_identity_though_it_ends_within_the_gap()
            throws IOException {
        try (Journal journal = journal()) {
            cursor().write(new Progress(journal.ref().id(), 1, 5).encode());
        }
        run();
        assertThat(store.batches.getFirst().firstSequence()).isEqualTo(2);
        assertThat(store.batches.getFirst().lastSequence()).isEqualTo(5);
        assertThat(store.batches.getFirst().repeated()).isTrue();
        assertThat(store.sequences()).containsExactly(2L, 3L, 8L, 9L, 10L);
    }

    @Test
    void a_gap_at_the_end_that_reaches_beyond_a_begun_batch_leaves_no_lag() throws IOException {
        LostRecords.lose(folder.resolve("journal"), 8, 10);
        try (Journal journal = journal()) {
            cursor().write(new Progress(journal.ref().id(), 1, 9).encode());
        }
        run();
        assertThat(store.batches.getFirst().lastSequence()).isEqualTo(9);
        assertThat(store.sequences()).containsExactly(2L, 3L);
    }
}
