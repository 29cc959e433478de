package io.sluice.destinations.log;

import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.event.EventView;
import io.sluice.core.json.JsonBuffer;
import io.sluice.core.masking.CredentialMask;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.Health;
import io.sluice.core.plugin.PassingDestination;
import io.sluice.core.plugin.PassingEvents;
import io.sluice.destinations.json.JsonIndent;
import io.sluice.destinations.json.JsonText;
import java.io.IOException;
import java.util.Optional;

/**
 * Writes events as JSON, one line each, many lines in one write. A reader that takes nothing (a full pipe) holds up this destination
 * and no other. One batch at a time.
 */
final class LogDestination implements PassingDestination {
    private static final DeliveryResult DELIVERED = new DeliveryResult.Delivered();
    /** Bytes of text that are written at once, so that a batch of large events is never in memory as a whole. */
    private static final int PIECE = 256 << 10;

    private final Output output;
    private final boolean prettyPrint;
    private final Optional<CredentialMask> mask;
    private final JsonText text = new JsonText();
    /** What of the event under way was masked. */
    private final JsonBuffer masked = new JsonBuffer(0);

    private volatile Optional<String> failure = Optional.empty();

    LogDestination(Output output, boolean prettyPrint, boolean redact) {
        this.output = output;
        this.prettyPrint = prettyPrint;
        this.mask = redact ? Optional.of(new CredentialMask(CredentialCleanup.DEFAULT)) : Optional.empty();
    }

    /** A batch of which a part was written when the output broke is written again as a whole. */
    @Override
    public DeliveryResult pass(PassingEvents events) throws InterruptedException {
        try {
            text.clear();
            while (events.next()) {
                add(events);
                text.raw("\n");
                if (text.length() >= PIECE) {
                    output.write(text);
                    text.clear();
                }
            }
            output.write(text);
            failure = Optional.empty();
            return DELIVERED;
        } catch (IOException broken) {
            String cause = "standard output cannot be written: " + broken.getMessage();
            failure = Optional.of(cause);
            return new DeliveryResult.Retry(Optional.empty(), cause);
        }
    }

    private void add(PassingEvents events) {
        if (prettyPrint) {
            JsonText line = new JsonText();
            addLine(line, events.event(), events.attempt());
            text.indented(JsonIndent.of(line.toByteArray()));
        } else {
            addLine(text, events.event(), events.attempt());
        }
    }

    private void addLine(JsonText line, EventView event, int attempt) {
        line.raw("{\"id\":\"").id(event.idHigh(), event.idLow()).raw("\",\"webhook_id\":");
        line.string(event.qualifiedId()).raw(",\"timestamp\":\"");
        line.timestamp(event.receivedMicros())
                .raw("\",\"source\":")
                .string(event.source())
                .raw(",\"attempt\":");
        line.number(attempt).raw(",\"headers\":");
        if (mask.isPresent()) {
            addMasked(line, event, mask.get());
        } else {
            line.headers(event.headers().decode()).raw(",\"payload\":");
            line.body(event.bytes(), event.bodyStart(), event.bodyEnd());
        }
        line.raw("}");
    }

    private void addMasked(JsonText line, EventView event, CredentialMask by) {
        masked.clear();
        by.headersAsJson(event.headers(), masked);
        line.document(masked.bytes(), 0, masked.size()).raw(",\"payload\":");
        masked.clear();
        if (by.json(event.bytes(), event.bodyStart(), event.bodyEnd(), masked)) {
            line.body(masked.bytes(), 0, masked.size());
        } else {
            line.body(event.bytes(), event.bodyStart(), event.bodyEnd());
        }
    }

    @Override
    public Health check() {
        return failure.<Health>map(Health.Unhealthy::new).orElseGet(Health.Healthy::new);
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "standard output";
    }
}
