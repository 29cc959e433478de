package io.sluice.core.delivery;

import io.sluice.core.delivery.DeliveryState.Waiting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The undelivered events of one webhook. Each is in one of four places: ready to be handed over, under way, waiting for its retry, or
 * missing, which means due but to be read again from the journal first. Keeps account of what it holds. Not thread-safe.
 */
final class Backlog {
    private static final int REREAD_AT_ONCE = 256;

    private final int mostReady;
    private final Surroundings surroundings;
    private final AckTracker tracker;
    private final ArrayDeque<Pending> ready = new ArrayDeque<>();
    private final RetryQueue retries;
    private final TreeMap<Long, Pending> missing = new TreeMap<>();
    private long queuedBytes;
    private long keptBytes;
    private boolean full;

    /**
     * @param position every record up to this one was looked at for this webhook
     * @param mostReady how many events may be ready before no more are taken
     */
    Backlog(long position, int mostReady, Surroundings surroundings) {
        this.mostReady = mostReady;
        this.surroundings = surroundings;
        this.tracker = new AckTracker(position);
        this.retries = new RetryQueue(surroundings.timer().nanoTime());
    }

    AckTracker tracker() {
        return tracker;
    }

    int ready() {
        return ready.size();
    }

    /** Takes back what an earlier run left undelivered. */
    void restore(Pending event) {
        tracker.restore(event);
        retries.add(event);
        surroundings.pending().take(1);
    }

    /** Takes a new event, unless it was taken before. */
    void admit(Pending event) {
        if (tracker.add(event)) {
            surroundings.pending().take(1);
            queue(event);
        } else {
            event.letGo();
        }
    }

    private void queue(Pending event) {
        queuedBytes += event.length();
        surroundings.queued().take(event.length());
        ready.add(event);
    }

    /** How many new events it may take now. */
    int room() {
        long limit = surroundings.pending().limit();
        if (!surroundings.queued().admits(queuedBytes)
                || !surroundings.pending().admits(tracker.size())) {
            full = true;
            return 0;
        }
        if (full && tracker.size() > limit - limit / 20) {
            return 0; // once full it waits for room for a few, because finding its place in the journal again has a
            // price
        }
        full = false;
        return Math.clamp(Math.max(1, limit - tracker.size()), 0, Math.max(0, mostReady - ready.size()));
    }

    /** Takes the next events to hand over. Those whose fate is the dead letters are never mixed with others. */
    List<Pending> takeBatch(int most) {
        boolean doomed = ready.element().doom().isPresent();
        List<Pending> batch = new ArrayList<>(Math.min(most, ready.size()));
        while (batch.size() < most && !ready.isEmpty() && ready.element().doom().isPresent() == doomed) {
            batch.add(ready.remove());
        }
        return batch;
    }

    /** Takes back a batch of which nothing is known. */
    void giveBack(List<Pending> batch) {
        batch.reversed().forEach(ready::addFirst);
    }

    /** Makes what is due ready, or missing. */
    void collectDue() {
        long now = surroundings.timer().nanoTime();
        for (var due = retries.takeDue(now); due.isPresent(); due = retries.takeDue(now)) {
            Pending event = due.get();
            if (event.held()) {
                keptBytes -= event.length();
                surroundings.kept().giveBack(event.length());
                queue(event);
            } else {
                missing.put(event.sequence(), event);
            }
        }
    }

    OptionalLong nextDueNanos() {
        return retries.nextNanos();
    }

    /** Due events that must be read again, oldest first; not all at once. */
    List<Pending> missing() {
        return missing.values().stream().limit(REREAD_AT_ONCE).toList();
    }

    boolean hasMissing() {
        return !missing.isEmpty();
    }

    void found(Pending event, byte[] payload) {
        missing.remove(event.sequence());
        event.hold(payload);
        queue(event);
    }

    /** The event is not in the journal any more. */
    void gone(Pending event) {
        missing.remove(event.sequence());
        done(event);
    }

    /** An event that was under way needs nothing any more. */
    void settled(Pending event) {
        landed(event);
        event.letGo();
        done(event);
    }

    private void done(Pending event) {
        tracker.done(event);
        surroundings.pending().giveBack(1);
    }

    private void landed(Pending event) {
        queuedBytes -= event.length();
        surroundings.queued().giveBack(event.length());
    }

    /** An event that was under way waits for its next try. */
    void postpone(Pending event, long nanos) {
        landed(event);
        event.waitUntil(
                surroundings.clock().millis() + TimeUnit.NANOSECONDS.toMillis(nanos),
                surroundings.timer().nanoTime() + nanos);
        int bytes = event.length();
        if (keptBytes + bytes <= surroundings.kept().limit()) {
            event.holdAlone();
            keptBytes += bytes;
            surroundings.kept().take(bytes);
        } else {
            event.letGo();
        }
        retries.add(event);
    }

    /** What a restart needs to know of the undelivered events, oldest first. */
    List<Waiting> remember() {
        return tracker.pending().stream()
                .map(event -> new Waiting(event.sequence(), event.timeMicros(), event.attempts(), event.dueMillis()))
                .toList();
    }
}
