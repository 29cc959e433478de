package io.sluice.core.eventlog;

import io.sluice.core.journal.JournalRef;
import io.sluice.core.store.EventBatch;
import io.sluice.core.store.EventStore;
import io.sluice.core.store.StoreException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Stores one batch after the other; the same batch until the store has it. */
final class Sender implements Runnable {
    private static final System.Logger LOG = System.getLogger(EventLogReader.class.getName());
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final JournalRef journal;
    private final EventStore store;
    private final Gathering gathering;
    private final Cursor cursor;
    private final Backoff backoff;
    private final long intervalNanos;

    private volatile long oldestMicros = Long.MAX_VALUE;
    private volatile long batches;
    private volatile long rows;
    private volatile long retries;
    private volatile long storingNanos;
    private volatile Optional<String> failure = Optional.empty();

    Sender(
            JournalRef journal,
            EventStore store,
            Gathering gathering,
            Cursor cursor,
            Backoff backoff,
            Duration interval) {
        this.journal = journal;
        this.store = store;
        this.gathering = gathering;
        this.cursor = cursor;
        this.backoff = backoff;
        this.intervalNanos = interval.toNanos();
    }

    @Override
    public void run() {
        try {
            boolean more = true;
            while (more) {
                more = step();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends what has gathered; false when nothing more will come. */
    private boolean step() throws InterruptedException {
        Optional<Range> taken = gathering.take(IDLE_NANOS);
        if (taken.isEmpty()) {
            repeat(cursor::settle);
            return !gathering.drained();
        }
        Range range = taken.get();
        long begun = System.nanoTime();
        if (!range.rows().isEmpty()) {
            send(range);
        }
        oldestMicros = Long.MAX_VALUE;
        cursor.done(range);
        range.rows().close();
        gathering.awaitFull(begun + intervalNanos - System.nanoTime());
        return true;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // this thread alone writes
    private void send(Range range) throws InterruptedException {
        oldestMicros = range.oldestMicros();
        repeat(() -> cursor.begin(range));
        long begun = System.nanoTime();
        Delivery delivery = new Delivery(range.batch(journal));
        repeat(delivery);
        storingNanos += System.nanoTime() - begun;
        batches++;
        rows += range.rows().size();
    }

    /** Something that must be done before anything else can be. */
    private interface Step {
        void take() throws StoreException, IOException;
    }

    /** Hands a batch to the store; from the second time on as one that the store may have already. */
    private final class Delivery implements Step {
        private EventBatch batch;

        Delivery(EventBatch batch) {
            this.batch = batch;
        }

        @Override
        public void take() throws StoreException {
            EventBatch attempt = batch;
            batch = batch.again();
            store.append(attempt);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // this thread alone writes
    private void repeat(Step step) throws InterruptedException {
        while (true) {
            try {
                step.take();
                succeeded();
                return;
            } catch (StoreException | IOException | RuntimeException failed) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                retries++;
                failed(failed);
            }
        }
    }

    private void succeeded() {
        if (backoff.failures() > 0) {
            LOG.log(Level.INFO, "{0} works again after {1} failed attempts", store, backoff.failures());
            backoff.succeeded();
            failure = Optional.empty();
        }
    }

    private void failed(Exception cause) throws InterruptedException {
        failure = Optional.of(String.valueOf(cause.getMessage()));
        if (backoff.failures() == 0) {
            LOG.log(
                    Level.WARNING,
                    "the event log is behind: {0}. The journal keeps the events, and this is tried again until it works.",
                    cause.getMessage());
        }
        LockSupport.parkNanos(this, backoff.nextNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** When the oldest event of the batch under way was committed; {@link Long#MAX_VALUE} when none is. */
    long oldestMicros() {
        return oldestMicros;
    }

    /** Everything up to this sequence is stored. */
    long done() {
        return cursor.done();
    }

    EventLogMeasures measures(long committed, Duration lag, long leftOut) {
        long done = cursor.done();
        return new EventLogMeasures(
                done,
                Math.max(0, committed - done),
                lag,
                batches,
                rows,
                retries,
                leftOut,
                Duration.ofNanos(storingNanos),
                failure);
    }
}
