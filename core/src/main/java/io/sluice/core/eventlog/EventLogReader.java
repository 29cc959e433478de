package io.sluice.core.eventlog;

import io.sluice.core.cursor.StateFile;
import io.sluice.core.journal.Journal;
import io.sluice.core.plugin.Health;
import io.sluice.core.store.EventStore;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Brings every committed event of a journal into the event store, exactly once. While one batch is being stored the next is read and
 * converted; at most one insert is under way. A batch's range is written down before the batch is sent, so that after a restart the
 * same range is sent again with the same identity, and the store can tell. While the store is away the journal holds the events, and
 * the same batch is tried again until it is in.
 *
 * <p>The journal keeps what is not stored: call {@link #start} before anything can be deleted. Thread-safe.
 */
public final class EventLogReader implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventLogReader.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration LAST_STEP = Duration.ofSeconds(1);

    private final Journal journal;
    private final InstantSource clock;
    private final Gathering gathering;
    private final Collector collector;
    private final Sender sender;
    private final Thread collecting;
    private final Thread sending;

    private EventLogReader(
            Journal journal,
            EventStore store,
            RowSource source,
            Cursor cursor,
            EventLogOptions options,
            InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
        // Seeded by the journal's name: what matters is that instances differ.
        SplittableRandom random = new SplittableRandom(journal.ref().id().hashCode());
        this.gathering = new Gathering(options, cursor.written());
        this.collector = new Collector(
                journal,
                source,
                gathering,
                new Backoff(options.longestPause(), random.split()),
                cursor.written().done() + 1);
        this.sender = new Sender(
                journal.ref(),
                store,
                gathering,
                cursor,
                new Backoff(options.longestPause(), random),
                options.interval());
        this.collecting =
                Thread.ofPlatform().daemon().name("event-log-collector").start(collector);
        this.sending = Thread.ofPlatform().daemon().name("event-log-sender").start(sender);
    }

    /**
     * Begins where the last run stopped.
     *
     * @param file where progress is kept; its folder exists
     * @throws IOException when the progress cannot be read, or does not fit the journal
     */
    public static EventLogReader start(
            Journal journal,
            StateFile file,
            EventStore store,
            RowSource source,
            EventLogOptions options,
            InstantSource clock)
            throws IOException {
        Cursor cursor = Cursor.open(file, journal);
        journal.pin("event-log", () -> cursor.written().done());
        return new EventLogReader(journal, store, source, cursor, options, clock);
    }

    /** What it has done and how far behind it is, now. */
    public EventLogMeasures measures() {
        long oldest = Math.min(sender.oldestMicros(), gathering.oldestMicros());
        Duration lag = oldest == Long.MAX_VALUE
                ? Duration.ZERO
                : Duration.between(Instant.EPOCH.plus(oldest, ChronoUnit.MICROS), clock.instant());
        EventLogMeasures measures =
                sender.measures(journal.committedSequence(), lag.isNegative() ? Duration.ZERO : lag);
        Optional<String> unreadable = collector.failure();
        return unreadable.isEmpty() ? measures : measures.withFailure(unreadable.get());
    }

    /** Whether rows go into the store; while they do not, the journal keeps the events. */
    public Health check() {
        return measures().failure().<Health>map(Health.Unhealthy::new).orElseGet(Health.Healthy::new);
    }

    /**
     * Stores what is committed now and ends. What is not stored when the grace is over stays in the journal for the next run.
     *
     * @param grace the longest wait
     */
    public void close(Duration grace) {
        long deadline = System.nanoTime() + grace.toNanos();
        collector.endAt(journal.committedSequence());
        try {
            boolean ended = collecting.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))
                    && sending.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            if (!ended) {
                giveUp();
            }
        } catch (InterruptedException stop) {
            collecting.interrupt();
            sending.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    /** As {@link #close(Duration)} with five seconds. */
    @Override
    public void close() {
        close(GRACE);
    }

    private void giveUp() throws InterruptedException {
        EventLogMeasures left = measures();
        LOG.log(
                Level.WARNING,
                "{0} records are not in the event log yet; they stay in the journal for the next start",
                Long.toString(left.lagEvents()));
        collecting.interrupt();
        sending.interrupt();
        collecting.join(LAST_STEP);
        sending.join(LAST_STEP);
    }
}
