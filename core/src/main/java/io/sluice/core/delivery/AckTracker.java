package io.sluice.core.delivery;

import java.util.ArrayList;
import java.util.List;

/**
 * How far one webhook is: a position up to which every record was looked at, and the events up to there that are still undelivered.
 * Everything else is done. Written this way round, the size depends on what is undelivered and not on how the events of many webhooks
 * are mixed in the journal. The events are linked with one another, in rising sequence because they arrive so. Not thread-safe.
 */
final class AckTracker {
    /** Stands before the oldest and behind the newest. */
    private final Pending end = Pending.sentinel();

    private int size;
    private long position;

    /** @param position every record up to this one was looked at */
    AckTracker(long position) {
        this.position = position;
        end.before = end;
        end.after = end;
    }

    long position() {
        return position;
    }

    /** Every record up to that one was looked at. Never goes back. */
    void lookedAt(long sequence) {
        position = Math.max(position, sequence);
    }

    /** Takes an event as undelivered; false when it was taken before. */
    boolean add(Pending event) {
        if (event.sequence() <= position) {
            return false;
        }
        position = event.sequence();
        link(event);
        return true;
    }

    /** Takes back what an earlier run left undelivered; to be called in rising sequence, before anything is added. */
    void restore(Pending event) {
        link(event);
    }

    private void link(Pending event) {
        event.before = end.before;
        event.after = end;
        end.before.after = event;
        end.before = event;
        size++;
    }

    /** An event needs nothing any more. */
    void done(Pending event) {
        if (event.after == null) {
            return;
        }
        event.before.after = event.after;
        event.after.before = event.before;
        event.before = null;
        event.after = null;
        size--;
    }

    /** What is undelivered, oldest first. */
    List<Pending> pending() {
        List<Pending> pending = new ArrayList<>(size);
        for (Pending event = end.after; event != end; event = event.after) {
            pending.add(event);
        }
        return pending;
    }

    /** When the oldest undelivered event was made durable, in Unix microseconds; 0 when there is none. */
    long oldestMicros() {
        return end.after.timeMicros();
    }

    int size() {
        return size;
    }
}
