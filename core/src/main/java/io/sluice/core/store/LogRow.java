package io.sluice.core.store;

import io.sluice.core.event.EventId;

/**
 * One row of {@code webhook_logs}, credentials already masked.
 *
 * @param webhookId as recorded: {@code namespace/webhook_id}, or the bare id
 * @param payload UTF-8 text of the body, credentials masked
 * @param headers UTF-8 text of a JSON object, credentials masked
 * @param size bytes of the body as received
 * @param acceptLatencyMicros from the request's head to the journal's commit
 */
@SuppressWarnings("ArrayRecordComponent") // rows travel once, without a copy, and are never compared
public record LogRow(
        EventId id,
        String webhookId,
        String namespace,
        long sequence,
        long receivedMicros,
        String source,
        String contentType,
        int size,
        int acceptLatencyMicros,
        byte[] payload,
        byte[] headers) {}
