package io.sluice.core.event;

/** Who an event was for and when it came: see {@link Event} for the fields. */
public record EventHead(String webhookId, String namespace, long receivedMicros) {

    /** The name under which statistics and logs know the webhook: {@code namespace/webhookId}, or the bare id. */
    public String qualifiedId() {
        return Event.qualifiedId(namespace, webhookId);
    }
}
