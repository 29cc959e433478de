package io.sluice.core.masking;

import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.config.Webhook;
import io.sluice.core.event.Event;
import io.sluice.core.json.Utf8;
import io.sluice.core.store.LogRow;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes the event log's rows. Credentials are always masked, by the rules of the event's webhook; a blob that happens to be JSON is
 * masked like JSON. Bytes that are no UTF-8 become U+FFFD, because the log holds text. Immutable; thread-safe.
 */
public final class LogRows {
    private static final CredentialMask BUILT_IN = new CredentialMask(CredentialCleanup.DEFAULT);

    private final Map<String, CredentialMask> masks;

    /** @param webhooks those whose rules apply; an event of any other webhook is masked by the built-in names */
    public LogRows(Collection<Webhook> webhooks) {
        masks = webhooks.stream()
                .filter(webhook -> !isBuiltIn(webhook.cleanup()))
                .collect(Collectors.toUnmodifiableMap(Webhook::id, webhook -> new CredentialMask(webhook.cleanup())));
    }

    /**
     * The row of one event of the journal.
     *
     * @param commitMicros Unix microseconds at which the journal committed it
     */
    public LogRow of(Event event, long sequence, long commitMicros) {
        CredentialMask mask = masks.getOrDefault(event.webhookId(), BUILT_IN);
        long latency = Math.clamp(commitMicros - event.receivedMicros(), 0, Integer.MAX_VALUE);
        return new LogRow(
                event.id(),
                event.qualifiedId(),
                event.namespace(),
                sequence,
                event.receivedMicros(),
                event.source(),
                event.contentType(),
                event.body().length,
                (int) latency,
                mask.json(Utf8.text(event.body())),
                mask.headersAsJson(event.headers()));
    }

    private static boolean isBuiltIn(CredentialCleanup cleanup) {
        return cleanup.mode() == CredentialCleanup.Mode.MASK && cleanup.fields().isEmpty();
    }
}
