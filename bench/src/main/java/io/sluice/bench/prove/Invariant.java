package io.sluice.bench.prove;

import java.util.Locale;

/** What must hold whatever happens. */
public enum Invariant {
    NO_LOSS("Every acknowledged event is in its journal, in the event log and at the receiver; every event in a journal"
            + " is in the event log."),
    NO_DOUBLE("No event is in the event log or in a journal twice."),
    BYTES_EQUAL(
            "The SHA-256 of every body is the same at the sender, in the journal, in the event log and at the receiver."),
    ORDER_PER_INSTANCE(
            "What one sender sent to one instance, one after the other, has rising sequence numbers there, the"
                    + " same in the journal and in the event log."),
    NO_2XX_WHILE_BROKEN(
            "An instance whose disk refuses to store acknowledges nothing, and a file whose sync failed is never"
                    + " taken for safe without being written again."),
    REFUSED_IS_REFUSED("A request that was answered with 503 is not stored later: its sender will send it again."),
    COUNTS_AGREE("/stats of every instance and the analytics count exactly the events in the event log."),
    SELF_HEALS(
            "After a fault every instance acknowledges again and every component says it is well, within the time allowed,"
                    + " without anybody's help."),
    MEMORY_BOUNDED("No gateway holds more memory than it is allowed."),
    LIMITS_HOLD(
            "In no window of time in which every instance has its answers from Redis does a webhook accept more than its"
                    + " limit over all instances; in a window in which one has none, no more than the limit and the share of"
                    + " each.");

    private final String sentence;

    Invariant(String sentence) {
        this.sentence = sentence;
    }

    /** As it is called in reports: {@code no-loss} and so on. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it says, in one sentence. */
    public String sentence() {
        return sentence;
    }
}
