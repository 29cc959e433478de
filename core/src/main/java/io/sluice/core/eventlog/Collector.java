package io.sluice.core.eventlog;

import io.sluice.core.delivery.DeadLetters;
import io.sluice.core.event.EventView;
import io.sluice.core.event.TextCache;
import io.sluice.core.event.UnknownEventFormat;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalReader;
import io.sluice.core.journal.JournalRecord;
import io.sluice.core.journal.RecordType;
import io.sluice.core.store.RowDraft;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads the journal and puts rows together, ahead of the sender. What cannot be read is tried again. A record that was read and of which
 * no row can be made is put among the dead letters, so that the rest need not wait for it for ever; one that a later version of Sluice
 * wrote is waited for.
 */
final class Collector implements Runnable {
    private static final System.Logger LOG = System.getLogger(EventLogReader.class.getName());
    /** Stands among the dead letters in the place of a webhook; no webhook can have this id. */
    private static final String READER = "(event log)";

    private static final Duration GLANCE = Duration.ofMillis(200);

    private final Journal journal;
    private final RowSource source;
    private final DeadLetters deadLetters;
    private final InstantSource clock;
    private final Gathering gathering;
    private final Backoff backoff;
    /** For one event after the other, and its row: nothing of them is kept but what {@link #gathering} copies. */
    private final EventView event = new EventView(new TextCache());

    private final RowDraft row = new RowDraft();
    private long next;
    /** The last record to be read before ending; unbounded while running. */
    private volatile long end = Long.MAX_VALUE;

    private volatile Optional<String> failure = Optional.empty();
    private volatile long leftOut;

    /** @param clock says when a record was left out */
    Collector(
            Journal journal,
            RowSource source,
            DeadLetters deadLetters,
            InstantSource clock,
            Gathering gathering,
            Backoff backoff,
            long from) {
        this.journal = journal;
        this.source = source;
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.gathering = gathering;
        this.backoff = backoff;
        this.next = from;
    }

    /** Ends after that record. */
    void endAt(long sequence) {
        end = sequence;
    }

    Optional<String> failure() {
        return failure;
    }

    /** Records that went to the dead letters instead of the event log, since the start. */
    long leftOut() {
        return leftOut;
    }

    @Override
    public void run() {
        try {
            while (next <= end && !Thread.currentThread().isInterrupted()) {
                readOn();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            gathering.end();
        }
    }

    private void readOn() throws InterruptedException {
        try (JournalReader reader = journal.read(next)) {
            while (next <= end) {
                Optional<JournalRecord> record = reader.next(GLANCE);
                if (record.isPresent()) {
                    take(record.get());
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            failed(unreadable);
        }
    }

    private void take(JournalRecord record) throws IOException, InterruptedException {
        if (record.type() == RecordType.EVENT && makeRow(record)) {
            gathering.add(row, record.timeMicros());
        } else {
            gathering.pass(record.sequence());
        }
        next = record.sequence() + 1;
        if (backoff.failures() > 0) {
            LOG.log(Level.INFO, "the event log reads the journal again, from record {0}", Long.toString(next - 1));
            backoff.succeeded();
            failure = Optional.empty();
        }
    }

    /** False when no row can be made of it, and it was put among the dead letters. */
    private boolean makeRow(JournalRecord record) throws IOException, InterruptedException {
        String cause;
        try {
            event.lay(record.payload());
            try {
                source.write(event, record.sequence(), record.timeMicros(), row);
                return true;
            } catch (RuntimeException noRow) { // its message may hold what is secret
                cause = "no row of the event log can be made of it: " + place(noRow);
            }
        } catch (UnknownEventFormat newer) {
            throw newer;
        } catch (IllegalArgumentException unreadable) {
            cause = "it cannot be read: " + unreadable.getMessage();
        }
        leaveOut(record, cause);
        return false;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // this thread alone writes
    private void leaveOut(JournalRecord record, String cause) throws IOException, InterruptedException {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        try {
            if (!deadLetters
                    .addUnreadable(READER, cause, now, record.sequence(), record.copyOfPayload())
                    .get()) {
                throw new IOException(cause + "; and the journal of dead letters takes no records");
            }
        } catch (ExecutionException unexpected) {
            throw new IOException(cause + "; and the journal of dead letters failed", unexpected);
        }
        leftOut++;
        LOG.log(
                Level.ERROR,
                "record {0} of the journal is left out of the event log and kept among the dead letters: {1}."
                        + " Please report this; \"sluice journal cat --dead\" shows it",
                Long.toString(record.sequence()),
                cause);
    }

    private static String place(RuntimeException unreadable) {
        StackTraceElement[] trace = unreadable.getStackTrace();
        return unreadable.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    private void failed(Exception unreadable) {
        String message = "record " + next + " of the journal cannot go to the event log: " + unreadable.getMessage();
        if (backoff.failures() == 0) {
            LOG.log(Level.ERROR, message + ". It is kept and tried again.", unreadable);
        }
        failure = Optional.of(message);
        LockSupport.parkNanos(backoff.nextNanos());
    }
}
