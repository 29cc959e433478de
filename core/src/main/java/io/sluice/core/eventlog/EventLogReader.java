package io.sluice.core.eventlog;

import io.sluice.core.cursor.StateFile;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalReader;
import io.sluice.core.journal.JournalRecord;
import io.sluice.core.store.EventBatch;
import io.sluice.core.store.EventStore;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Brings every event of the journal into the event store exactly once. One thread gathers the next batch while another stores the one
 * before. The range of a batch is written down before it is sent; whatever happens then, the same range is sent again with the same
 * rows and the same token until the store has confirmed it, also by the next process. Memory holds two batches, whatever the backlog.
 */
public final class EventLogReader implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventLogReader.class.getName());
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final long GATHER_NANOS = Duration.ofMillis(10).toNanos();

    private final Journal journal;
    private final RowSource rows;
    private final EventLogOptions options;
    private final InstantSource clock;
    private final SynchronousQueue<BatchCollector> ready = new SynchronousQueue<>();
    private final StoringLoop storing;
    private final EventLogState start;
    private volatile long closeAfter = Long.MAX_VALUE;
    private volatile boolean gathering = true;
    private Thread gatherer;
    private Thread storer;

    private EventLogReader(
            Journal journal,
            StateFile file,
            EventStore store,
            RowSource rows,
            EventLogOptions options,
            InstantSource clock)
            throws IOException {
        this.journal = journal;
        this.rows = rows;
        this.options = options;
        this.clock = clock;
        String id = journal.ref().id();
        this.start = file.read()
                .map(EventLogState::decode)
                .filter(state -> state.journal().equals(id)) // an emptied folder is another journal and begins at 1
                .orElse(new EventLogState(id, 0, 0));
        this.storing = new StoringLoop(store, file, start, options);
        journal.pin("event-log", storing::persisted);
    }

    /**
     * Starts where the last reader of this journal ended.
     *
     * @param file where the position is kept
     * @throws IOException when the position cannot be read
     */
    public static EventLogReader start(
            Journal journal,
            StateFile file,
            EventStore store,
            RowSource rows,
            EventLogOptions options,
            InstantSource clock)
            throws IOException {
        EventLogReader reader = new EventLogReader(journal, file, store, rows, options, clock);
        reader.gatherer = Thread.ofPlatform().daemon().name("event-log-reader").start(reader::gather);
        reader.storer = Thread.ofPlatform().daemon().name("event-log-writer").start(reader::store);
        return reader;
    }

    public EventLogMeasures measures() {
        long lagEvents = Math.max(0, journal.committedSequence() - storing.stored());
        long oldest = storing.oldestMicros();
        Duration lag = lagEvents == 0 || oldest == 0
                ? Duration.ZERO
                : Duration.between(Instant.EPOCH.plus(oldest, ChronoUnit.MICROS), clock.instant());
        return new EventLogMeasures(
                lagEvents,
                lag.isNegative() ? Duration.ZERO : lag,
                storing.batches(),
                storing.rows(),
                storing.retries(),
                storing.failure());
    }

    private void gather() {
        try (JournalReader reader = journal.read(start.done() + 1)) {
            BatchCollector batch = collector(Math.max(start.done() + 1, reader.nextSequence()));
            if (start.hasPending()) {
                batch = resume(reader, batch);
            }
            long begun = 0;
            while (!finished(batch)) {
                Optional<JournalRecord> record = reader.next();
                if (record.isPresent()) {
                    if (!batch.hasRows()) {
                        begun = System.nanoTime();
                    }
                    if (!batch.add(record.get())) {
                        ready.put(batch);
                        batch = collector(batch.nextSequence());
                        batch.add(record.get());
                        begun = System.nanoTime();
                    }
                    if (batch.isFull()) {
                        ready.put(batch);
                        batch = collector(batch.nextSequence());
                    }
                } else if (!batch.hasRows()) {
                    if (!reader.awaitNext(IDLE) && batch.hasRecords() && ready.offer(batch)) {
                        batch = collector(batch.nextSequence());
                    }
                } else if (System.nanoTime() - begun >= interval() && ready.offer(batch)) {
                    batch = collector(batch.nextSequence());
                } else {
                    LockSupport.parkNanos(GATHER_NANOS); // lets some commits pass instead of waking for each
                }
            }
            if (batch.hasRecords()) {
                ready.put(batch);
            }
        } catch (IOException | RuntimeException broken) {
            LOG.log(Level.ERROR, "the event log stops, because the journal cannot be read: {0}", broken.getMessage());
            storing.stopped("the journal cannot be read: " + broken.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            gathering = false;
        }
    }

    /** The batch that the last process may have sent: exactly its range again. */
    private BatchCollector resume(JournalReader reader, BatchCollector batch) throws IOException, InterruptedException {
        while (batch.last() < start.pendingLast()) {
            JournalRecord record = reader.next()
                    .orElseThrow(() -> new IOException("the journal ends before record " + start.pendingLast()
                            + ", which was sent to the event log"));
            batch.add(record);
        }
        ready.put(batch);
        return collector(batch.nextSequence());
    }

    private BatchCollector collector(long first) {
        return new BatchCollector(journal.ref(), rows, options, first);
    }

    private long interval() {
        return closeAfter == Long.MAX_VALUE ? options.interval().toNanos() : 0;
    }

    private boolean finished(BatchCollector batch) {
        return batch.last() >= closeAfter;
    }

    private void store() {
        boolean repeated = start.hasPending();
        try {
            while (true) {
                BatchCollector batch = ready.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                if (batch != null) {
                    EventBatch next = batch.batch(repeated);
                    storing.store(next, batch.firstCommitMicros());
                    repeated = false;
                } else {
                    storing.saveIfIdle();
                    if (!gathering) {
                        return;
                    }
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stores what is committed by now, if the store takes it within the grace; what is left is stored after the next start. */
    public void close(Duration grace) {
        closeAfter = journal.committedSequence();
        try {
            long deadline = System.nanoTime() + grace.toNanos();
            if (!gatherer.join(grace) || !storer.join(remaining(deadline))) {
                LOG.log(
                        Level.INFO,
                        "{0} events wait in the journal for the event log; they are stored after the next start",
                        measures().lagEvents());
            }
            gatherer.interrupt();
            storer.interrupt();
            gatherer.join();
            storer.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration remaining(long deadlineNanos) {
        return Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(5));
    }
}
