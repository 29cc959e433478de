package io.sluice.core.store;

import io.sluice.core.journal.JournalRef;
import java.util.Collection;

/**
 * Rows for the event log: everything that one journal holds from the first to the last sequence. The range is the batch's
 * identity: a retry carries the same range and the same rows. All rows fall in one calendar month (UTC), so that a store that
 * is partitioned by month takes the batch in one piece.
 *
 * @param rows in rising sequence
 * @param repeated whether an earlier attempt, possibly of a process that died, may have stored it already
 */
public record EventBatch(
        JournalRef journal, long firstSequence, long lastSequence, Collection<LogRow> rows, boolean repeated) {

    /** The same batch for another attempt. */
    public EventBatch again() {
        return repeated ? this : new EventBatch(journal, firstSequence, lastSequence, rows, true);
    }

    /** The identity as text, for stores that refuse a repeated insert by token. */
    public String token() {
        return journal.id() + ":" + firstSequence + "-" + lastSequence;
    }
}
