package io.sluice.gateway.recorded;

import io.sluice.core.event.EventId;

/**
 * What became of a request that was kept apart, when somebody decided about it.
 *
 * @param why it was not let in, in a line for the operator; empty when it was
 */
public record Released(EventId id, String webhook, Outcome outcome, String why) {
    /** What became of it. */
    public enum Outcome {
        /** It is an event in the journal. */
        ACCEPTED,
        /** It does not pass with the present configuration either, and stays. */
        REFUSED,
        /** A guard or the journal cannot decide at present: it stays, and may pass later. */
        UNAVAILABLE,
        /** Nobody knows yet whether the journal has it: it stays until that is known. */
        UNKNOWN,
        /** It is gone: somebody else decided, or its time was over. */
        ABSENT,
        /** Its file cannot be read. */
        UNREADABLE,
        /** It was deleted. */
        DELETED
    }
}
