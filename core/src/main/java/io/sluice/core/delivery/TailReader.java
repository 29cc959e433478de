package io.sluice.core.delivery;

import io.sluice.core.event.TextCache;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalReader;
import io.sluice.core.journal.JournalRecord;
import io.sluice.core.journal.RecordType;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads the journal as it grows and hands the events to their lanes, in groups. Lanes that are behind are passed over. */
final class TailReader implements Runnable {
    private static final System.Logger LOG = System.getLogger(TailReader.class.getName());
    private static final long READ_AGAIN_SECONDS = 5;
    private static final int MOST_RECORDS = 1_024;
    private static final long MOST_BYTES = 2 << 20;
    private static final int LISTS = 16;

    private final Journal journal;
    private final TailPosition tail;
    private final Lanes lanes;
    private final Duration lookUp;
    private final Map<Lane, List<Pending>> arrived = new LinkedHashMap<>();
    /** Lists that were handed over and may be used again; not all of them when a group had many lanes. */
    private final List<List<Pending>> emptied = new ArrayList<>(LISTS);

    private final Pages pages = new Pages();
    private final TextCache texts = new TextCache();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private long collected;
    private volatile Optional<String> failure = Optional.empty();

    /** @param lookUp how long it waits for a record before it looks whether it was told to stop */
    TailReader(Journal journal, TailPosition tail, Lanes lanes, Duration lookUp) {
        this.journal = journal;
        this.tail = tail;
        this.lanes = lanes;
        this.lookUp = lookUp;
        this.collected = tail.dispatched();
    }

    /** Ends the loop soon; what was read is handed over first. */
    void stop() {
        stopping.countDown();
    }

    /** Why the journal cannot be read at present. */
    Optional<String> failure() {
        return failure;
    }

    @Override
    public void run() {
        try {
            while (stopping.getCount() > 0) {
                try (JournalReader reader = journal.read(tail.dispatched() + 1)) {
                    follow(reader);
                } catch (IOException | RuntimeException unreadable) {
                    report(unreadable);
                    boolean stopped = stopping.await(READ_AGAIN_SECONDS, TimeUnit.SECONDS);
                    LOG.log(Level.DEBUG, "reads the journal again: {0}", !stopped);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(Exception unreadable) {
        String message = "events cannot be delivered because record " + (collected + 1)
                + " of the journal cannot be read: " + unreadable.getMessage();
        if (failure.isEmpty()) {
            LOG.log(Level.ERROR, message);
        }
        failure = Optional.of(message);
    }

    private void follow(JournalReader reader) throws IOException, InterruptedException {
        while (stopping.getCount() > 0) {
            if (reader.awaitNext(lookUp)) {
                try {
                    collect(reader);
                    failure = Optional.empty();
                } finally {
                    handOver(); // also what stands before a record that cannot be read
                }
            }
        }
    }

    private void handOver() {
        try {
            arrived.forEach(this::offer);
            tail.dispatched(collected);
        } finally {
            arrived.clear(); // what a failure has left over is read again
        }
    }

    private void offer(Lane lane, List<Pending> events) {
        lane.offer(events);
        if (emptied.size() < LISTS) {
            events.clear();
            emptied.add(events);
        }
    }

    private void collect(JournalReader reader) throws IOException {
        long bytes = 0;
        for (int records = 0; records < MOST_RECORDS && bytes < MOST_BYTES; records++) {
            Optional<JournalRecord> next = reader.next();
            if (next.isEmpty()) {
                return;
            }
            JournalRecord record = next.get();
            tail.announce(record.sequence());
            if (record.type() == RecordType.EVENT) {
                bytes += take(record);
            }
            collected = record.sequence();
        }
    }

    private int take(JournalRecord record) {
        Lane lane = lanes.of(Unreadable.webhookOf(record, texts));
        if (lane.behind()) {
            return 0;
        }
        List<Pending> events = arrived.get(lane);
        if (events == null) { // not computeIfAbsent, whose function would be an object for each event
            events = emptied.isEmpty() ? new ArrayList<>() : emptied.removeLast();
            arrived.put(lane, events);
        }
        events.add(pages.arrived(record.sequence(), record.timeMicros(), record.payload()));
        return record.payload().remaining();
    }
}
