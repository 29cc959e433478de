package io.sluice.core.journal;

/** Whether the journal takes records now. */
public sealed interface JournalState {

    /** It takes records. */
    record Healthy() implements JournalState {}

    /**
     * A write or an fsync failed; nothing is acknowledged until the journal has been reopened, which is tried again and again.
     *
     * @param refusal what appends are answered meanwhile
     * @param cause one line for the operator
     */
    record Failed(Refusal refusal, String cause) implements JournalState {}

    /** It was closed. */
    record Closed() implements JournalState {}
}
