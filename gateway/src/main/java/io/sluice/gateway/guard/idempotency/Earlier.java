package io.sluice.gateway.guard.idempotency;

import io.sluice.core.plugin.Taken;

/** What came before with the same key. */
sealed interface Earlier {
    /**
     * Nothing. The key is claimed now, for a short while: until the event is on disk, or the request is refused.
     *
     * @param claim kept, it makes the event the first of its key; given back, it frees the key
     */
    record Nothing(Taken claim) implements Earlier {}

    /**
     * An event that is on disk.
     *
     * @param eventId as its sender got it in {@code X-Event-Id}
     */
    record Stored(String eventId) implements Earlier {}

    /** A request that claimed the key and is not on disk, or not known to be: its instance may have died. */
    record Underway() implements Earlier {}

    /** It cannot be known: Redis is away. */
    record Unknown() implements Earlier {}
}
