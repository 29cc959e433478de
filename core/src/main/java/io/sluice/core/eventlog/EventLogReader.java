package io.sluice.core.eventlog;

import io.sluice.core.cursor.StateFile;
import io.sluice.core.delivery.DeadLetters;
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
import java.util.OptionalLong;
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
            DeadLetters deadLetters,
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
                deadLetters,
                clock,
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
     * @param deadLetters where records go of which no row can be made
     * @param file where progress is kept; its folder exists
     * @throws IOException when the progress cannot be read, or does not fit the journal
     */
    public static EventLogReader start(
            Journal journal,
            DeadLetters deadLetters,
            StateFile file,
            EventStore store,
            RowSource source,
            EventLogOptions options,
            InstantSource clock)
            throws IOException {
        Cursor cursor = Cursor.open(file, journal);
        journal.pin("event-log", () -> cursor.written().done());
        return new EventLogReader(journal, store, source, deadLetters, cursor, options, clock);
    }

    /** What it has done and how far behind it is, now. */
    public EventLogMeasures measures() {
        EventLogMeasures measures =
                sender.measures(journal.committedSequence(), age(oldestMicros()), collector.leftOut());
        Optional<String> unreadable = collector.failure();
        return unreadable.isEmpty() ? measures : measures.withFailure(unreadable.get());
    }

    /** When the oldest record was committed that is not stored, whether it was read or not. */
    private OptionalLong oldestMicros() {
        long read = Math.min(sender.oldestMicros(), gathering.oldestMicros());
        return read < Long.MAX_VALUE ? OptionalLong.of(read) : journal.committedMicros(sender.done() + 1);
    }

    private Duration age(OptionalLong micros) {
        if (micros.isEmpty()) {
            return Duration.ZERO;
        }
        Duration age = Duration.between(Instant.EPOCH.plus(micros.getAsLong(), ChronoUnit.MICROS), clock.instant());
        return age.isNegative() ? Duration.ZERO : age; // the clock may have been stepped
    }

    /**
     * Whether rows go into the store; while they do not, the journal keeps the events. A record that had to be left out is said until
     * the next start.
     */
    public Health check() {
        EventLogMeasures now = measures();
        Optional<String> leftOut = now.leftOut() == 0
                ? Optional.empty()
                : Optional.of("records of the journal that could not go to the event log: " + now.leftOut()
                        + ". They are kept among the dead letters; \"sluice journal cat --dead\" says why");
        return now.failure()
                .or(() -> leftOut)
                .<Health>map(Health.Unhealthy::new)
                .orElseGet(Health.Healthy::new);
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
