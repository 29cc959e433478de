package io.sluice.core.delivery;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;

/**
 * How far one webhook is: a position up to which every record was looked at, and the events up to there that are still undelivered.
 * Everything else is done. Written this way round, the size depends on what is undelivered and not on how the events of many webhooks
 * are mixed in the journal. Not thread-safe.
 */
final class AckTracker {
    private final LinkedHashMap<Long, Pending> pending =
            new LinkedHashMap<>(); // in rising sequence, because they arrive so
    private long position;

    /** @param position every record up to this one was looked at */
    AckTracker(long position) {
        this.position = position;
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
        pending.put(event.sequence(), event);
        return true;
    }

    /** Takes back what an earlier run left undelivered; to be called in rising sequence, before anything is added. */
    void restore(Pending event) {
        pending.put(event.sequence(), event);
    }

    void done(Pending event) {
        pending.remove(event.sequence());
    }

    /** Every event up to this one is done with. */
    long lowWater() {
        return pending.isEmpty() ? position : pending.firstEntry().getKey() - 1;
    }

    /** What is undelivered, oldest first. */
    Collection<Pending> pending() {
        return Collections.unmodifiableCollection(pending.values());
    }

    int size() {
        return pending.size();
    }
}
