package io.sluice.core.delivery;

import io.sluice.core.config.Webhook;
import io.sluice.core.cursor.StateFile;
import io.sluice.core.journal.Journal;
import io.sluice.core.plugin.Health;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Takes every event of the journal to the destination of its webhook, at least once, whatever dies in between: retries with back-off,
 * dead letters after the last try, a cursor that survives. One thread reads the journal for all webhooks; deliveries run on virtual
 * threads, as many at once as each destination allows. A webhook whose destination is dead or slow falls behind alone. Memory is
 * bounded whatever the backlog, because what is not under way stays in the journal. Thread-safe.
 *
 * <pre>{@code
 * DeliveryReader delivery = DeliveryReader.open(
 *         journal, new DeadLetters(dead), cursor, webhooks, DeliveryOptions.DEFAULT, InstantSource.system(), new Random());
 * delivery.start();
 * ...
 * delivery.close(Duration.ofSeconds(10));
 * }</pre>
 */
public final class DeliveryReader {
    private static final System.Logger LOG = System.getLogger(DeliveryReader.class.getName());
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);
    private static final Duration LOOK_UP = Duration.ofMillis(200);
    private static final int SHARE_OF_SAVING = 20;

    private final DeliveryCursor cursor;
    private final DeliveryState restored;
    private final DeliveryOptions options;
    private final Surroundings surroundings;
    private final Lanes lanes;
    private final TailReader tail;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread reading;
    private final Thread saving;

    private DeliveryReader(
            DeliveryCursor cursor,
            DeliveryState restored,
            Collection<Webhook> webhooks,
            DeliveryOptions options,
            Surroundings surroundings,
            Duration lookUp) {
        this.cursor = cursor;
        this.restored = restored;
        this.options = options;
        this.surroundings = surroundings;
        this.lanes = new Lanes(webhooks, surroundings);
        this.tail = new TailReader(surroundings.journal(), surroundings.tail(), lanes, lookUp);
        this.reading = Thread.ofPlatform().daemon().name("delivery-reader").unstarted(tail);
        this.saving = Thread.ofPlatform().daemon().name("delivery-cursor").unstarted(this::saveNowAndThen);
    }

    /**
     * Reads where an earlier run stopped and from then on keeps the journal's segments that are needed.
     *
     * @param deadLetters where events go that no retry mends
     * @param cursor where the state is kept between runs
     * @param random for the jitter of the back-off; thread-safe
     * @throws IOException when the cursor is there but cannot be read
     */
    public static DeliveryReader open(
            Journal journal,
            DeadLetters deadLetters,
            StateFile cursor,
            Collection<Webhook> webhooks,
            DeliveryOptions options,
            InstantSource clock,
            RandomGenerator random)
            throws IOException {
        return open(journal, deadLetters, cursor, webhooks, options, clock, random, new SystemTimer(), LOOK_UP);
    }

    static DeliveryReader open(
            Journal journal,
            DeadLetters deadLetters,
            StateFile cursor,
            Collection<Webhook> webhooks,
            DeliveryOptions options,
            InstantSource clock,
            RandomGenerator random,
            Timer timer,
            Duration lookUp)
            throws IOException {
        DeliveryCursor kept = new DeliveryCursor(cursor);
        DeliveryState restored = kept.load(journal);
        journal.pin("delivery", kept::lowWater);
        Surroundings surroundings = new Surroundings(
                journal,
                deadLetters,
                new TailPosition(restored.position()),
                new Share(options.totalPending(), options.lanePending()),
                new Share(options.totalBytes(), options.laneBytes()),
                new Share(options.keptBytes(), options.keptBytes()),
                timer,
                new Workers(),
                clock,
                random);
        return new DeliveryReader(kept, restored, webhooks, options, surroundings, lookUp);
    }

    /** Begins to deliver. To be called once. */
    public void start() {
        lanes.resume(restored);
        reading.start();
        saving.start();
    }

    private void saveNowAndThen() {
        long pause = options.saveEvery().toNanos();
        try {
            while (!closing.await(pause, TimeUnit.NANOSECONDS)) {
                long begun = System.nanoTime();
                cursor.save(lanes.state());
                pause = Math.max(options.saveEvery().toNanos(), SHARE_OF_SAVING * (System.nanoTime() - begun));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Stops: takes nothing more, lets what is under way finish within that time, interrupts what then is left, saves the cursor. What was
     * interrupted is delivered again by the next run. Idempotent.
     */
    public void close(Duration grace) {
        closing.countDown();
        tail.stop();
        lanes.stop();
        surroundings.timer().stop();
        boolean interrupted = false;
        try {
            end(reading);
            lanes.stop(); // also those that the reading thread has made meanwhile
            end(saving);
            if (!surroundings.workers().join(grace)) {
                surroundings.workers().interrupt();
                if (!surroundings.workers().join(AFTER_INTERRUPT)) {
                    LOG.log(Level.WARNING, "some deliveries did not end; they are made again after the next start");
                }
            }
        } catch (InterruptedException stop) {
            interrupted = true;
        }
        cursor.save(lanes.state()); // not while interrupted, which would close the file under it
        lanes.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Thread thread) throws InterruptedException {
        if (thread.getState() != Thread.State.NEW) {
            thread.join();
        }
    }

    /**
     * Whether events are read and the cursor is kept. A destination that fails is no fault of this component; a record that is no event
     * is, until the next start.
     */
    public Health check() {
        Optional<String> failure =
                tail.failure().or(cursor::failure).or(lanes::failure).or(lanes::unreadable);
        return failure.<Health>map(Health.Unhealthy::new).orElseGet(Health.Healthy::new);
    }

    /** Records of the journal that no lane has been given yet. */
    public long unread() {
        return Math.max(
                0,
                surroundings.journal().committedSequence() - surroundings.tail().dispatched());
    }

    /** How long ago the oldest record was made durable that no lane has been given yet; zero when there is none. */
    public Duration unreadAge() {
        return surroundings.age(surroundings
                .journal()
                .committedMicros(surroundings.tail().dispatched() + 1)
                .orElse(0));
    }

    /**
     * How long ago the oldest event was made durable that is not done with: under way, waiting for its retry, or not read yet. Zero
     * when there is none.
     */
    public Duration oldestAge() {
        Duration oldest = unreadAge();
        for (LaneMeasures lane : lanes.measures()) {
            oldest = lane.oldestAge().compareTo(oldest) > 0 ? lane.oldestAge() : oldest;
        }
        return oldest;
    }

    /** How the webhooks stand that had events since the start, by id. */
    public List<LaneMeasures> measures() {
        return lanes.measures();
    }
}
