package io.sluice.core.store;

import io.sluice.core.event.EventView;
import io.sluice.core.json.JsonBuffer;

/**
 * A row on its way into {@link PackedRows}: what a {@link LogRow} has, with payload and headers where they stand. One draft serves for
 * row after row. Not thread-safe.
 */
public final class RowDraft {
    long idHigh;
    long idLow;
    String webhookId = "";
    String namespace = "";
    long sequence;
    long receivedMicros;
    String source = "";
    String contentType = "";
    int size;
    int acceptLatencyMicros;
    byte[] payload = {};
    int payloadStart;
    int payloadEnd;
    final JsonBuffer headers = new JsonBuffer(0);
    private final JsonBuffer masked = new JsonBuffer(0);

    /** Forgets the row before and takes everything of an event that goes into the log as it is; payload and headers must follow. */
    public void begin(EventView event, long place, int latencyMicros) {
        idHigh = event.idHigh();
        idLow = event.idLow();
        webhookId = event.qualifiedId();
        namespace = event.namespace();
        sequence = place;
        receivedMicros = event.receivedMicros();
        source = event.source();
        contentType = event.contentType();
        size = event.bodyEnd() - event.bodyStart();
        acceptLatencyMicros = latencyMicros;
        headers.clear();
        masked.clear();
    }

    static RowDraft of(LogRow row) {
        RowDraft draft = new RowDraft();
        draft.idHigh = row.id().high();
        draft.idLow = row.id().low();
        draft.webhookId = row.webhookId();
        draft.namespace = row.namespace();
        draft.sequence = row.sequence();
        draft.receivedMicros = row.receivedMicros();
        draft.source = row.source();
        draft.contentType = row.contentType();
        draft.size = row.size();
        draft.acceptLatencyMicros = row.acceptLatencyMicros();
        draft.payload(row.payload(), 0, row.payload().length);
        draft.headers.append(row.headers(), 0, row.headers().length);
        return draft;
    }

    /** The payload is this piece of an array, which must stay as it is until the row is added. */
    public void payload(byte[] bytes, int from, int to) {
        payload = bytes;
        payloadStart = from;
        payloadEnd = to;
    }

    /** Empty, for a payload that must be written anew: it is the draft's, and used again for the next row. */
    public JsonBuffer masked() {
        return masked;
    }

    /** Empty, for the headers. */
    public JsonBuffer headers() {
        return headers;
    }

    public long sequence() {
        return sequence;
    }

    public long receivedMicros() {
        return receivedMicros;
    }

    /** Bytes of payload and headers. */
    public int bytes() {
        return payloadEnd - payloadStart + headers.size();
    }
}
