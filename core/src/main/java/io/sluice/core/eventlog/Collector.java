package io.sluice.core.eventlog;

import io.sluice.core.event.EventCodec;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalReader;
import io.sluice.core.journal.JournalRecord;
import io.sluice.core.journal.RecordType;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Reads the journal and puts rows together, ahead of the sender. Nothing is left out: what cannot be read is tried again. */
final class Collector implements Runnable {
    private static final System.Logger LOG = System.getLogger(EventLogReader.class.getName());
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final Journal journal;
    private final RowSource source;
    private final Gathering gathering;
    private final Backoff backoff;
    private long next;
    /** The last record to be read before ending; unbounded while running. */
    private volatile long end = Long.MAX_VALUE;

    private volatile Optional<String> failure = Optional.empty();

    Collector(Journal journal, RowSource source, Gathering gathering, Backoff backoff, long from) {
        this.journal = journal;
        this.source = source;
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

    private void take(JournalRecord record) throws InterruptedException {
        if (record.type() == RecordType.EVENT) {
            gathering.add(
                    source.of(EventCodec.decode(record.payload()), record.sequence(), record.timeMicros()),
                    record.timeMicros());
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

    private void failed(Exception unreadable) {
        String message = "record " + next + " of the journal cannot go to the event log: " + unreadable.getMessage();
        if (backoff.failures() == 0) {
            LOG.log(Level.ERROR, message + ". It is kept and tried again.", unreadable);
        }
        failure = Optional.of(message);
        LockSupport.parkNanos(backoff.nextNanos());
    }
}
