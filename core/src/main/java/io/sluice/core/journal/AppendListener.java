package io.sluice.core.journal;

/** Hears what became of one append: exactly one call, on a thread of the journal's, so it must be quick and must not throw. */
public interface AppendListener {

    /**
     * The record is on disk.
     *
     * @param timeMicros Unix microseconds at which the record was written
     */
    void committed(long sequence, long timeMicros);

    /** The record is not in the journal and will not be written later. */
    void refused(Refusal refusal);
}
