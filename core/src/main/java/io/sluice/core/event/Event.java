package io.sluice.core.event;

import java.util.List;

/**
 * A webhook that was accepted: what the journal keeps and every reader gets.
 *
 * @param id identity, also the id of its row in the event log
 * @param webhookId the configured webhook that took it
 * @param namespace the namespace of the path, empty when there was none
 * @param receivedMicros Unix microseconds at which the request's head had arrived
 * @param source the sender's address as text
 * @param contentType the Content-Type header, empty when there was none
 * @param headers all headers in the order received, credentials included
 * @param body the raw bytes as received; not copied, so not to be changed
 */
@SuppressWarnings(
        "ArrayRecordComponent") // the body travels without a copy; identity is the id, nobody compares events by value
public record Event(
        EventId id,
        String webhookId,
        String namespace,
        long receivedMicros,
        String source,
        String contentType,
        List<Header> headers,
        byte[] body) {

    /** The name under which statistics and logs know the webhook: {@code namespace/webhookId}, or the bare id. */
    public String qualifiedId() {
        return qualifiedId(namespace, webhookId);
    }

    static String qualifiedId(String namespace, String webhookId) {
        return namespace.isEmpty() ? webhookId : namespace + "/" + webhookId;
    }
}
