package io.sluice.core.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.cursor.StateFile;
import io.sluice.core.delivery.DeadLetter;
import io.sluice.core.delivery.DeadLetters;
import io.sluice.core.disk.FileDisk;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventCodec;
import io.sluice.core.event.EventId;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalOptions;
import io.sluice.core.journal.JournalReader;
import io.sluice.core.journal.RawRecords;
import io.sluice.core.journal.RecordType;
import io.sluice.core.masking.LogRows;
import io.sluice.core.plugin.Health;
import io.sluice.core.store.EventBatch;
import io.sluice.core.store.EventStore;
import io.sluice.core.store.LogRow;
import io.sluice.core.store.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records whose checksum is right and of which no row can be made: the event log goes on, and none is lost. */
class UnreadableRecordsTest {
    private static final EventLogOptions AT_ONCE =
            EventLogOptions.DEFAULT.withInterval(Duration.ofMillis(1)).withLongestPause(Duration.ofMillis(10));

    @TempDir
    private Path folder;

    private final FileDisk disk = new FileDisk();
    private final Shelf shelf = new Shelf();
    private RowSource source = new LogRows(List.of())::write;
    private Journal journal;
    private Journal dead;
    private EventLogReader reader;

    @BeforeEach
    void open() throws IOException {
        journal =
                Journal.open(folder.resolve("journal"), JournalOptions.defaults("test"), disk, InstantSource.system());
        dead = Journal.open(folder.resolve("dead"), JournalOptions.defaults("test"), disk, InstantSource.system());
    }

    @AfterEach
    void close() {
        stop(Duration.ofMillis(1)); // what waits for a newer version would wait for longer
        journal.close();
        dead.close();
    }

    private void start() throws IOException {
        reader = EventLogReader.start(
                journal,
                new DeadLetters(dead),
                new StateFile(folder.resolve("event-log"), disk),
                shelf,
                source,
                AT_ONCE,
                InstantSource.system());
    }

    private void stop(Duration grace) {
        if (reader != null) {
            reader.close(grace);
            reader = null;
        }
    }

    /** Keeps the rows that it is given. */
    private static final class Shelf implements EventStore {
        private final List<LogRow> rows = new CopyOnWriteArrayList<>();

        @Override
        public void append(EventBatch batch) {
            rows.addAll(batch.rows());
        }

        List<String> payloads() {
            return rows.stream().map(row -> new String(row.payload(), UTF_8)).toList();
        }

        @Override
        public Rows query(String sql, int limit) {
            return new Rows(List.of(), List.of());
        }

        @Override
        public Health check() {
            return new Health.Healthy();
        }

        @Override
        public void close() {}
    }

    private static byte[] event(String body) {
        return RawRecords.bytes(EventCodec.body(
                new Event(new EventId(1, body.hashCode()), "orders", "", 1, "", "", List.of(), body.getBytes(UTF_8))));
    }

    private void append(byte[] payload) {
        RawRecords.append(journal, RecordType.EVENT, payload);
    }

    private DeadLetter deadLetter() throws IOException {
        try (JournalReader records = dead.read(1)) {
            return DeadLetters.decode(records.next().orElseThrow().payload());
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(100_000);
        }
    }

    private String illness() {
        return reader.check() instanceof Health.Unhealthy(String cause) ? cause : "";
    }

    @Test
    void a_record_that_is_no_event_is_kept_among_the_dead_letters_and_the_event_log_goes_on() throws IOException {
        byte[] garbage = {1, 2, 3};
        append(event("before"));
        append(garbage);
        append(event("after"));
        start();

        await("the others are stored", () -> shelf.rows.size() == 2);
        assertThat(shelf.payloads()).containsExactly("before", "after");
        assertThat(deadLetter()).satisfies(letter -> {
            assertThat(letter.webhookId()).isEqualTo("(event log)");
            assertThat(letter.sequence()).isEqualTo(2);
            assertThat(letter.bytes()).isEqualTo(garbage);
            assertThat(letter.cause()).contains("cannot be read", "at byte 1 of 3");
        });
    }

    @Test
    void the_operator_is_told_until_the_next_start() throws IOException {
        append(new byte[] {1, 2, 3});
        start();

        await("it is told", () -> illness().contains("could not go to the event log: 1"));
        assertThat(reader.measures().leftOut()).isEqualTo(1);
        assertThat(reader.measures().failure()).isEmpty();
        await("it is passed", () -> reader.measures().storedSequence() == 1);
        stop(Duration.ofSeconds(5));
        start();
        assertThat(reader.check()).isInstanceOf(Health.Healthy.class);
        assertThat(dead.committedSequence()).isEqualTo(1);
    }

    @Test
    void an_event_of_which_no_row_can_be_made_is_told_by_kind_and_place_alone() throws IOException {
        source = (event, sequence, micros, row) -> {
            if (sequence == 1) {
                throw new IllegalStateException("hunter2");
            }
            new LogRows(List.of()).write(event, sequence, micros, row);
        };
        append(event("hunter2"));
        append(event("after"));
        start();

        await("the other is stored", () -> shelf.payloads().equals(List.of("after")));
        assertThat(deadLetter().event().orElseThrow().body()).isEqualTo("hunter2".getBytes(UTF_8));
        assertThat(deadLetter().cause())
                .contains("IllegalStateException", "UnreadableRecordsTest")
                .doesNotContain("hunter2");
    }

    @Test
    void an_event_of_a_newer_version_is_waited_for_and_never_passed_over() throws IOException {
        byte[] newer = event("of tomorrow");
        newer[0] = 2;
        append(event("before"));
        append(newer);
        append(event("after"));
        start();

        await("it is told", () -> illness().contains("newer version"));
        await("what stands before is stored", () -> shelf.rows.size() == 1);
        assertThat(illness()).contains("record 2", "format 2");
        assertThat(dead.committedSequence()).isZero();
        assertThat(reader.measures().storedSequence()).isLessThanOrEqualTo(1);
    }

    @Test
    void while_the_dead_letters_take_no_records_it_waits() throws IOException {
        dead.close();
        append(new byte[] {1, 2, 3});
        start();

        await("it is told", () -> illness().contains("dead letters takes no records"));
        assertThat(reader.measures().storedSequence()).isZero();
        dead = Journal.open(folder.resolve("dead"), JournalOptions.defaults("test"), disk, InstantSource.system());
    }
}
