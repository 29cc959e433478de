package io.sluice.core.eventlog;

import io.sluice.core.event.EventView;
import io.sluice.core.store.RowDraft;

/** Makes a row of the event log from an event, credentials masked. Always makes the same row of the same event. */
@FunctionalInterface
public interface RowSource {

    /**
     * Makes the row.
     *
     * @param commitMicros Unix microseconds at which the journal wrote the event
     * @param row is filled; what it held before is forgotten
     */
    void write(EventView event, long sequence, long commitMicros, RowDraft row);
}
