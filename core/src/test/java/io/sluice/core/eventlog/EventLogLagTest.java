package io.sluice.core.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.cursor.StateFile;
import io.sluice.core.delivery.DeadLetters;
import io.sluice.core.disk.FileDisk;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventCodec;
import io.sluice.core.event.EventId;
import io.sluice.core.event.EventView;
import io.sluice.core.journal.AppendListener;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalOptions;
import io.sluice.core.journal.RecordType;
import io.sluice.core.journal.Refusal;
import io.sluice.core.plugin.Health;
import io.sluice.core.store.EventBatch;
import io.sluice.core.store.EventStore;
import io.sluice.core.store.RowDraft;
import io.sluice.core.store.Rows;
import io.sluice.core.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far the event log is behind, whatever it is that keeps it. */
class EventLogLagTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> clock = new AtomicReference<>(NOON);
    private final AtomicBoolean readable = new AtomicBoolean(true);
    private final AtomicBoolean storable = new AtomicBoolean(true);
    private Journal journal;
    private EventLogReader reader;

    @BeforeEach
    void open() throws IOException {
        openJournal();
    }

    @AfterEach
    void close() {
        readable.set(true);
        storable.set(true);
        reader.close();
        journal.close();
    }

    private void openJournal() throws IOException {
        journal = Journal.open(folder.resolve("journal"), JournalOptions.defaults("test"), new FileDisk(), clock::get);
    }

    private void start() throws IOException {
        reader = EventLogReader.start(
                journal,
                refusing(),
                new StateFile(folder.resolve("event-log"), new FileDisk()),
                new Switched(),
                this::row,
                EventLogOptions.DEFAULT.withInterval(Duration.ofMillis(1)).withLongestPause(Duration.ofMillis(1)),
                clock::get);
    }

    /** Dead letters that take none, so that a record of which no row can be made holds the reader up. */
    private DeadLetters refusing() throws IOException {
        Journal dead =
                Journal.open(folder.resolve("dead"), JournalOptions.defaults("test"), new FileDisk(), clock::get);
        dead.close();
        return new DeadLetters(dead);
    }

    /** A store that takes rows when it should, and forgets them. */
    private final class Switched implements EventStore {
        @Override
        public void append(EventBatch batch) throws StoreException {
            if (!storable.get()) {
                throw new StoreException("away", new IOException("refused"));
            }
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
    }

    private void row(EventView event, long sequence, long commitMicros, RowDraft row) {
        if (!readable.get()) {
            throw new IllegalStateException("cannot be read");
        }
        row.begin(event, sequence, 0);
        row.payload(event.bytes(), event.bodyStart(), event.bodyEnd());
    }

    private void append() {
        CompletableFuture<Long> committed = new CompletableFuture<>();
        Event event = new Event(new EventId(1, 1), "orders", "", 1, "", "", List.of(), "{}".getBytes(UTF_8));
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

    private void pass(Duration time) {
        clock.updateAndGet(now -> now.plus(time));
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(100_000);
        }
    }

    private void awaitAllStored() {
        await("stored", () -> reader.measures().lagEvents() == 0);
    }

    @Test
    void a_log_that_has_everything_is_not_behind() throws IOException {
        start();
        append();
        awaitAllStored();
        pass(Duration.ofHours(1));
        assertThat(reader.measures().lag()).isZero();
    }

    @Test
    void while_the_store_is_away_the_lag_is_the_age_of_the_oldest_event() throws IOException {
        storable.set(false);
        start();
        append();
        pass(Duration.ofMinutes(5));
        append();
        await("tried", () -> reader.measures().retries() > 0);
        assertThat(reader.measures().lag()).isEqualTo(Duration.ofMinutes(5));

        storable.set(true);
        awaitAllStored();
        assertThat(reader.measures().lag()).isZero();
    }

    @Test
    void a_reader_that_is_stuck_before_it_has_read_is_behind_all_the_same() throws IOException {
        start();
        append();
        awaitAllStored();
        pass(Duration.ofHours(1));
        readable.set(false);
        append();
        pass(Duration.ofMinutes(7));
        await("stuck", () -> reader.measures().failure().isPresent());

        assertThat(reader.measures().lagEvents()).isEqualTo(1);
        assertThat(reader.measures().lag()).isEqualTo(Duration.ofMinutes(7));
    }

    @Test
    void also_after_a_restart() throws IOException {
        start();
        append();
        awaitAllStored();
        readable.set(false);
        append();
        reader.close(Duration.ofMillis(1));
        journal.close();
        pass(Duration.ofHours(2));
        openJournal();
        start();

        assertThat(reader.measures().lag()).isEqualTo(Duration.ofHours(2));
    }
}
