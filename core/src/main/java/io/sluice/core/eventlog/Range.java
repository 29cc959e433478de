package io.sluice.core.eventlog;

import io.sluice.core.journal.JournalRef;
import io.sluice.core.store.EventBatch;
import io.sluice.core.store.PackedRows;

/**
 * A contiguous piece of the journal and its rows, of which there may be none: not every record is an event.
 *
 * @param resumed whether it was begun before a restart, so that the store may have it already
 * @param oldestMicros Unix microseconds at which the first of its events was committed
 */
record Range(long first, long last, boolean resumed, long oldestMicros, PackedRows rows) {

    EventBatch batch(JournalRef journal) {
        return new EventBatch(journal, first, last, rows, resumed);
    }
}
