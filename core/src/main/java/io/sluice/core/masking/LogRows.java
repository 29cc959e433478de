package io.sluice.core.masking;

import io.sluice.core.config.Webhook;
import io.sluice.core.event.Event;
import io.sluice.core.store.LogRow;
import java.util.Collection;

/** Makes the event log's rows: credentials masked as the event's webhook says, and always masked. Immutable; thread-safe. */
@SuppressWarnings("DoNotCallSuggester") // signatures published ahead of the code
public final class LogRows {

    /** @param webhooks those whose rules apply; an event of any other webhook is masked by the built-in names */
    @SuppressWarnings("UnusedVariable") // signature published ahead of the rows
    public LogRows(Collection<Webhook> webhooks) {}

    /** The row of one event of the journal. */
    public LogRow of(Event event, long sequence, long commitMicros) {
        throw new UnsupportedOperationException();
    }
}
