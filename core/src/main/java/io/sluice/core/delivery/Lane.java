package io.sluice.core.delivery;

import io.sluice.core.plugin.DestinationPlan;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One webhook's way to its destination. The shared reader feeds it; when it is full (its destination is dead or slow) it falls behind,
 * is no longer fed, and reads the journal by itself as it finds room, until it has reached the tail. It decides what is done next;
 * {@link LaneWorker}s do it. Thread-safe.
 */
final class Lane {
    private static final System.Logger LOG = System.getLogger(Lane.class.getName());
    private static final long READ_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int FEWEST_READY = 64;
    private static final int MOST_READY = 4_096;

    private final ReentrantLock lock = new ReentrantLock();
    private final String webhookId;
    private final int concurrency;
    private final int maxBatch;
    private final Surroundings surroundings;
    private final LaneWorker worker;
    private final Backlog backlog;
    private volatile boolean behind;
    private volatile Optional<String> readFailure = Optional.empty();
    private long lookedAtMicros; // 0 when that is not known
    private boolean reading;
    private boolean readerOpen;
    private boolean stopped;
    private int busy;
    private OptionalLong readAgainAt = OptionalLong.empty();
    private OptionalLong alarmAt = OptionalLong.empty();
    private long delivered;
    private long retried;
    private long buried;

    /**
     * @param position every record up to this one was looked at for this webhook
     * @param behind whether the shared reader is further on than that
     */
    Lane(
            String webhookId,
            DestinationPlan plan,
            Handover handover,
            Surroundings surroundings,
            long position,
            boolean behind) {
        this.webhookId = webhookId;
        this.concurrency = Math.max(1, plan.concurrency());
        this.maxBatch = Math.max(1, plan.maxBatch());
        this.surroundings = surroundings;
        this.worker = new LaneWorker(this, handover, new LaneReader(webhookId, surroundings.journal()));
        this.backlog =
                new Backlog(position, Math.clamp(2L * concurrency * maxBatch, FEWEST_READY, MOST_READY), surroundings);
        this.behind = behind;
    }

    /** Takes back what an earlier run left undelivered, and begins. */
    void resume(List<Pending> waiting) {
        locked(() -> {
            waiting.forEach(backlog::restore);
            staff();
        });
    }

    /** Whether it reads by itself. When it says so, records need not be offered. */
    boolean behind() {
        return behind;
    }

    /** Takes new events in rising sequence as far as there is room, and falls behind with the first that finds none. */
    void offer(List<Pending> events) {
        locked(() -> {
            for (Pending event : events) {
                if (behind || event.sequence() <= backlog.tracker().position()) {
                    event.letGo(); // it reads this one itself, or has
                } else if (backlog.room() > 0) {
                    backlog.admit(event);
                } else {
                    event.letGo();
                    backlog.tracker().lookedAt(event.sequence() - 1);
                    lookedAtMicros = event.timeMicros();
                    behind = true;
                }
            }
            staff();
        });
    }

    /** What a worker does next. A worker that is told to rest must end. */
    Step next() {
        lock.lock();
        try {
            backlog.collectDue();
            Step step = stopped ? new Step.Rest() : decide();
            if (step instanceof Step.Rest) {
                busy--;
                setAlarm();
            }
            return step;
        } finally {
            lock.unlock();
        }
    }

    private Step decide() {
        if (readerOpen && !reading && !behind) {
            return putAway();
        }
        if (backlog.ready() > 0) {
            return new Step.Deliver(backlog.takeBatch(maxBatch));
        }
        if (reading || readFailedLately()) {
            return new Step.Rest();
        }
        if (backlog.hasMissing()) {
            reading = true;
            return new Step.ReadAgain(backlog.missing());
        }
        int room = behind ? backlog.room() : 0;
        if (room > 0) {
            reading = true;
            readerOpen = true;
            return new Step.CatchUp(backlog.tracker().position(), room);
        }
        return readerOpen && busy == 1 ? putAway() : new Step.Rest();
    }

    private Step putAway() {
        reading = true;
        readerOpen = false;
        return new Step.PutAway();
    }

    private boolean readFailedLately() {
        return readAgainAt.isPresent()
                && readAgainAt.getAsLong() - surroundings.timer().nanoTime() > 0;
    }

    /** Takes what a worker found that read on. */
    void caughtUp(LaneReader.Stretch stretch) {
        locked(() -> {
            reading = false;
            readFailure = Optional.empty();
            stretch.events().forEach(backlog::admit);
            backlog.tracker().lookedAt(stretch.lookedAt());
            lookedAtMicros = stretch.timeMicros();
            if (stretch.atTail()) {
                behind = false; // first, and then the look at what was announced: see TailPosition
                behind = surroundings.tail().announced() > backlog.tracker().position();
            }
            staff();
        });
    }

    /** Takes what a worker read for retries. */
    void readAgain(LaneReader.Reread reread) {
        locked(() -> {
            reading = false;
            readFailure = Optional.empty();
            reread.found().forEach(found -> backlog.found(found.event(), found.payload()));
            for (Pending gone : reread.gone()) {
                LOG.log(
                        Level.ERROR,
                        "webhook {0}: event {1} is undelivered but not in the journal any more; was it lost in a repair, or a segment removed by hand?",
                        webhookId,
                        gone.sequence());
                backlog.gone(gone);
            }
            staff();
        });
    }

    /** The journal could not be read; it is tried again in a while. */
    void readFailed(Exception cause) {
        String message = "webhook " + webhookId + ": the journal cannot be read: " + cause.getMessage();
        LOG.log(readFailure.isEmpty() ? Level.ERROR : Level.DEBUG, message);
        locked(() -> {
            readFailure = Optional.of(message);
            reading = false;
            readerOpen = false;
            readAgainAt = OptionalLong.of(surroundings.timer().nanoTime() + READ_AGAIN_NANOS);
        });
    }

    /** Why the journal cannot be read at present. */
    Optional<String> readFailure() {
        return readFailure;
    }

    /** The reader was closed; it is opened again when it is needed. */
    void putAwayDone() {
        locked(() -> reading = false);
    }

    /** Takes the outcomes of a batch. */
    void settle(List<Pending> batch, List<Outcome> outcomes) {
        locked(() -> {
            for (int i = 0; i < batch.size(); i++) {
                settle(batch.get(i), outcomes.get(i));
            }
            staff();
        });
    }

    private void settle(Pending event, Outcome outcome) {
        switch (outcome) {
            case Outcome.Delivered _ -> {
                delivered++;
                backlog.settled(event);
            }
            case Outcome.Buried _ -> {
                buried++;
                backlog.settled(event);
            }
            case Outcome.Again again -> {
                retried++;
                event.failed();
                backlog.postpone(event, again.after().toNanos());
            }
            case Outcome.Unburied unburied -> {
                if (event.doom().isEmpty()) {
                    event.failed();
                    event.doom(unburied.cause());
                }
                backlog.postpone(event, unburied.after().toNanos());
            }
        }
    }

    /** Takes back a batch of which nothing is known, because its worker was interrupted. */
    void giveBack(List<Pending> batch) {
        locked(() -> backlog.giveBack(batch));
    }

    /** Starts workers for what there is to do. */
    private void staff() {
        if (stopped) {
            return;
        }
        backlog.collectDue();
        int wanted = (backlog.ready() + maxBatch - 1) / maxBatch;
        if (!reading && !readFailedLately() && (backlog.hasMissing() || (behind && backlog.room() > 0))) {
            wanted++;
        }
        for (int start = Math.min(wanted, concurrency - busy); start > 0; start--) {
            busy++;
            surroundings.workers().start(webhookId, worker);
        }
        setAlarm();
    }

    private void setAlarm() {
        OptionalLong first = earliest(backlog.nextDueNanos(), readAgainAt);
        if (stopped || first.isEmpty() || earliest(alarmAt, first).equals(alarmAt)) {
            return;
        }
        alarmAt = first;
        try {
            long nanos = Math.max(0, first.getAsLong() - surroundings.timer().nanoTime());
            surroundings.timer().schedule(this::alarm, nanos);
        } catch (RejectedExecutionException closing) {
            stopped = true;
        }
    }

    private void alarm() {
        locked(() -> {
            alarmAt = OptionalLong.empty();
            if (!readFailedLately()) {
                readAgainAt = OptionalLong.empty();
            }
            staff();
        });
    }

    private static OptionalLong earliest(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isPresent() ? one : other;
        }
        return one.getAsLong() - other.getAsLong() <= 0 ? one : other;
    }

    /** No worker begins anything new. */
    void stop() {
        locked(() -> stopped = true);
    }

    /** Gives back what it holds open. To be called when its workers have ended. */
    void close() {
        worker.close();
    }

    /**
     * What a restart needs to know.
     *
     * @param dispatched how far the shared reader was before this was called
     */
    DeliveryState.LaneState state(long dispatched) {
        lock.lock();
        try {
            long position = backlog.tracker().position();
            return new DeliveryState.LaneState(
                    webhookId, behind ? position : Math.max(position, dispatched), backlog.remember());
        } finally {
            lock.unlock();
        }
    }

    LaneMeasures measures() {
        lock.lock();
        try {
            long unread = behind
                    ? Math.max(
                            0,
                            surroundings.journal().committedSequence()
                                    - backlog.tracker().position())
                    : 0;
            int pending = backlog.tracker().size();
            // When it is behind, the next record may be of another webhook: what is not looked at counts as
            // undelivered.
            long oldest = pending > 0 ? backlog.tracker().oldestMicros() : unread > 0 ? unreadSince() : 0;
            return new LaneMeasures(
                    webhookId, delivered, retried, buried, pending, pending + unread, surroundings.age(oldest), behind);
        } finally {
            lock.unlock();
        }
    }

    private long unreadSince() {
        return lookedAtMicros != 0
                ? lookedAtMicros
                : surroundings
                        .journal()
                        .committedMicros(backlog.tracker().position() + 1)
                        .orElse(0);
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
