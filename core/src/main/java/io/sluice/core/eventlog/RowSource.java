package io.sluice.core.eventlog;

import io.sluice.core.event.Event;
import io.sluice.core.store.LogRow;

/** Makes a row of the event log from an event, credentials masked. Always gives the same row for the same event. */
@FunctionalInterface
public interface RowSource {

    /** @param commitMicros Unix microseconds at which the journal wrote the event */
    LogRow of(Event event, long sequence, long commitMicros);
}
