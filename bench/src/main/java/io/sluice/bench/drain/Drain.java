package io.sluice.bench.drain;

import io.sluice.core.config.ClickHouseConnection;
import io.sluice.core.cursor.StateFile;
import io.sluice.core.delivery.DeadLetters;
import io.sluice.core.disk.Disk;
import io.sluice.core.disk.FileDisk;
import io.sluice.core.eventlog.EventLogMeasures;
import io.sluice.core.eventlog.EventLogOptions;
import io.sluice.core.eventlog.EventLogReader;
import io.sluice.core.journal.Journal;
import io.sluice.core.journal.JournalOptions;
import io.sluice.core.masking.LogRows;
import io.sluice.core.store.StoreException;
import io.sluice.stack.ClickHouseServer;
import io.sluice.stores.EventStores;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Fills a journal, then lets the event-log reader empty it into a real ClickHouse, and prints what the reader holds meanwhile. */
final class Drain {
    private static final double MEBI = 1 << 20;
    private static final int LINES = 20;
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration STALLED = Duration.ofMinutes(2);
    private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

    private final long events;
    private final Path folder;
    private final PrintWriter out;
    private final Disk disk = new FileDisk();
    private final InstantSource clock = InstantSource.system();

    Drain(long events, Path folder, PrintWriter out) {
        this.events = events;
        this.folder = folder;
        this.out = out;
    }

    /** @return whether ClickHouse then holds each event exactly once */
    boolean run() throws IOException, StoreException, InterruptedException {
        disk.createDirectories(folder.resolve("cursors"));
        JournalOptions options = JournalOptions.defaults("drain").withMaxBytes(Long.MAX_VALUE / 2);
        try (Journal journal = Journal.open(folder.resolve("journal"), options, disk, clock)) {
            long begun = System.nanoTime();
            new Backlog(journal, clock).fill(events, n -> say("filled   %,13d events".formatted(n)));
            say("The journal holds %,d events, %,.0f MiB; filled at %,.0f events/s."
                    .formatted(events, journal.measures().bytes() / MEBI, events / seconds(begun)));
            try (ClickHouseServer server = ClickHouseServer.start();
                    EventStores stores = EventStores.open(
                            Optional.of(new ClickHouseConnection(
                                    "127.0.0.1", server.httpPort(), false, "default", "default", "")),
                            folder,
                            0,
                            clock)) {
                empty(journal, stores);
                return holdsEachOnce(stores);
            }
        }
    }

    private void empty(Journal journal, EventStores stores) throws IOException {
        say("%n%15s %12s %18s %12s".formatted("ROWS STORED", "ROWS/S", "HEAP AFTER GC, MiB", "RESIDENT, MiB"));
        long begun = System.nanoTime();
        long last = begun;
        EventLogReader reader = EventLogReader.start(
                journal,
                new DeadLetters(journal), // nothing goes there: every event here was written by this process
                new StateFile(folder.resolve("cursors").resolve("event-log"), disk),
                stores.events(),
                new LogRows(List.of())::write,
                EventLogOptions.DEFAULT,
                clock);
        try (reader) {
            long next = events / LINES;
            long shown = 0;
            EventLogMeasures measures = reader.measures();
            while (measures.rows() < events) {
                LockSupport.parkNanos(LOOK_NANOS);
                measures = reader.measures();
                if (measures.rows() >= next) {
                    Memory memory = Memory.now();
                    say("%,15d %,12.0f %,18.1f %,12.1f"
                            .formatted(
                                    measures.rows(),
                                    (measures.rows() - shown) / seconds(last),
                                    memory.heapAfterGc() / MEBI,
                                    memory.resident() / MEBI));
                    shown = measures.rows();
                    last = System.nanoTime();
                    next += Math.max(1, events / LINES);
                } else if (seconds(last) > STALLED.toSeconds()) {
                    throw new IllegalStateException("nothing was stored for " + STALLED + ": " + measures.failure());
                }
            }
            say("%nDrained %,d events at %,.0f events/s.".formatted(events, events / seconds(begun)));
            reader.close(GRACE);
        }
    }

    private boolean holdsEachOnce(EventStores stores) throws StoreException {
        List<Object> row = stores.events()
                .query("SELECT count(*), uniqExact(sequence), uniqExact(id) FROM webhook_logs", 1)
                .rows()
                .getFirst();
        boolean once = row.stream().allMatch(count -> ((Number) count).longValue() == events);
        say("ClickHouse holds %s rows with %s sequences and %s ids: %s"
                .formatted(row.get(0), row.get(1), row.get(2), once ? "each event exactly once." : "WRONG."));
        return once;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
