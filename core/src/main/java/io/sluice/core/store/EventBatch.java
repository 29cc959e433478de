package io.sluice.core.store;

import java.util.List;

/**
 * Rows for the event log: everything that one journal holds from the first to the last sequence. The range is the batch's
 * identity: a retry carries the same range and the same rows. All rows fall in one calendar month (UTC), so that a store that
 * is partitioned by month takes the batch in one piece.
 */
public record EventBatch(JournalRef journal, long firstSequence, long lastSequence, List<LogRow> rows) {

    /** The identity as text, for stores that refuse a repeated insert by token. */
    public String token() {
        return journal.id() + ":" + firstSequence + "-" + lastSequence;
    }
}
