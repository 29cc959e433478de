package io.sluice.core.eventlog;

import io.sluice.core.cursor.StateFile;
import io.sluice.core.store.EventBatch;
import io.sluice.core.store.EventStore;
import io.sluice.core.store.StoreException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Stores one batch after the other, each until the store has confirmed it. Used by one thread; its measures by any. */
final class StoringLoop {
    private static final System.Logger LOG = System.getLogger(StoringLoop.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final EventStore store;
    private final StateFile file;
    private final EventLogOptions options;
    private final String journal;
    private volatile long stored;
    private volatile long persisted;
    private volatile long oldestMicros;
    private final AtomicLong batches = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();
    private long writtenDown;
    private volatile Optional<String> failure = Optional.empty();

    StoringLoop(EventStore store, StateFile file, EventLogState start, EventLogOptions options) {
        this.store = store;
        this.file = file;
        this.options = options;
        this.journal = start.journal();
        this.stored = start.done();
        this.persisted = start.done();
        this.writtenDown = start.pendingLast();
    }

    /**
     * Stores the batch; returns when it is stored.
     *
     * @param firstCommitMicros when the first of its rows was committed
     */
    void store(EventBatch batch, long firstCommitMicros) throws InterruptedException {
        if (batch.rows().isEmpty()) {
            stored = batch.lastSequence(); // records that are no events: there is nothing to send
            return;
        }
        oldestMicros = firstCommitMicros;
        Duration pause = FIRST_PAUSE;
        EventBatch attempt = batch;
        while (true) {
            try {
                writeDown(attempt);
                store.append(attempt);
                break;
            } catch (StoreException | IOException | RuntimeException refused) {
                if (failure.isEmpty()) {
                    LOG.log(
                            Level.WARNING,
                            "the event log takes no rows ({0}); events are safe in the journal, trying until it does",
                            refused.getMessage());
                }
                failure = Optional.of(String.valueOf(refused.getMessage()));
                retries.incrementAndGet();
                attempt = attempt.again();
                Thread.sleep(pause);
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(options.longestPause()) > 0 ? options.longestPause() : doubled;
            }
        }
        if (failure.isPresent()) {
            LOG.log(Level.INFO, "the event log takes rows again");
            failure = Optional.empty();
        }
        stored = batch.lastSequence();
        oldestMicros = 0;
        batches.incrementAndGet();
        rows.addAndGet(batch.rows().size());
    }

    /** One write says both that everything before is stored and which range comes now. */
    private void writeDown(EventBatch batch) throws IOException {
        if (persisted != stored || writtenDown != batch.lastSequence()) {
            file.write(new EventLogState(journal, stored, batch.lastSequence()).encode());
            persisted = stored;
            writtenDown = batch.lastSequence();
        }
    }

    /** Writes down that everything is stored, when nothing came for a while. */
    void saveIfIdle() {
        if (persisted == stored) {
            return;
        }
        try {
            file.write(new EventLogState(journal, stored, stored).encode());
            persisted = stored;
            writtenDown = stored;
        } catch (IOException later) {
            LOG.log(Level.WARNING, "the position of the event log could not be written: {0}", later.getMessage());
        }
    }

    void stopped(String cause) {
        failure = Optional.of(cause);
    }

    /** Everything up to this sequence is stored. */
    long stored() {
        return stored;
    }

    /** Everything up to this sequence is stored, and a crash does not forget it. */
    long persisted() {
        return persisted;
    }

    /** When the first row of the batch under way was committed; 0 when none is under way. */
    long oldestMicros() {
        return oldestMicros;
    }

    long batches() {
        return batches.get();
    }

    long rows() {
        return rows.get();
    }

    long retries() {
        return retries.get();
    }

    Optional<String> failure() {
        return failure;
    }
}
