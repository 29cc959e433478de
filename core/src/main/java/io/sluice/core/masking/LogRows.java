package io.sluice.core.masking;

import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.config.Webhook;
import io.sluice.core.event.EventView;
import io.sluice.core.json.Utf8;
import io.sluice.core.store.RowDraft;
import java.util.Arrays;
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
     * Makes the row of one event of the journal.
     *
     * @param commitMicros Unix microseconds at which the journal committed it
     */
    public void write(EventView event, long sequence, long commitMicros, RowDraft row) {
        long latency = Math.clamp(commitMicros - event.receivedMicros(), 0, Integer.MAX_VALUE);
        row.begin(event, sequence, (int) latency);
        CredentialMask mask = masks.getOrDefault(event.webhookId(), BUILT_IN);
        if (Utf8.invalidAt(event.bytes(), event.bodyStart(), event.bodyEnd()) < 0) {
            payload(event.bytes(), event.bodyStart(), event.bodyEnd(), mask, row);
        } else {
            byte[] text = Utf8.text(Arrays.copyOfRange(event.bytes(), event.bodyStart(), event.bodyEnd()));
            payload(text, 0, text.length, mask, row);
        }
        mask.headersAsJson(event.headers(), row.headers());
    }

    private static void payload(byte[] text, int from, int to, CredentialMask mask, RowDraft row) {
        if (mask.json(text, from, to, row.masked())) {
            row.payload(row.masked().bytes(), 0, row.masked().size());
        } else {
            row.payload(text, from, to);
        }
    }

    private static boolean isBuiltIn(CredentialCleanup cleanup) {
        return cleanup.mode() == CredentialCleanup.Mode.MASK && cleanup.fields().isEmpty();
    }
}
