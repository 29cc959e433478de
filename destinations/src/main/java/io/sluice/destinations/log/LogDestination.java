package io.sluice.destinations.log;

import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.event.Event;
import io.sluice.core.masking.CredentialMask;
import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.Health;
import io.sluice.destinations.json.JsonIndent;
import io.sluice.destinations.json.JsonText;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Writes events as JSON, one line each, many lines in one write. A reader that takes nothing (a full pipe) holds up this destination
 * and no other. One batch at a time.
 */
final class LogDestination implements Destination {
    private static final DeliveryResult DELIVERED = new DeliveryResult.Delivered();
    /** Bytes of text that are written at once, so that a batch of large events is never in memory as a whole. */
    private static final int PIECE = 256 << 10;

    private final Output output;
    private final boolean prettyPrint;
    private final Optional<CredentialMask> mask;
    private final JsonText text = new JsonText();
    private volatile Optional<String> failure = Optional.empty();

    LogDestination(Output output, boolean prettyPrint, boolean redact) {
        this.output = output;
        this.prettyPrint = prettyPrint;
        this.mask = redact ? Optional.of(new CredentialMask(CredentialCleanup.DEFAULT)) : Optional.empty();
    }

    @Override
    public List<DeliveryResult> deliver(List<Delivery> batch) throws InterruptedException {
        DeliveryResult result = write(batch);
        return Collections.nCopies(batch.size(), result);
    }

    /** A batch of which a part was written when the output broke is written again as a whole. */
    private DeliveryResult write(List<Delivery> batch) throws InterruptedException {
        try {
            text.clear();
            for (Delivery delivery : batch) {
                add(delivery);
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

    private void add(Delivery delivery) {
        if (prettyPrint) {
            JsonText line = new JsonText();
            addLine(line, delivery);
            text.indented(JsonIndent.of(line.toByteArray()));
        } else {
            addLine(text, delivery);
        }
    }

    private void addLine(JsonText line, Delivery delivery) {
        Event event = delivery.event();
        line.raw("{\"id\":\"").raw(event.id().toString()).raw("\",\"webhook_id\":");
        line.string(event.qualifiedId()).raw(",\"timestamp\":\"");
        line.timestamp(event.receivedMicros())
                .raw("\",\"source\":")
                .string(event.source())
                .raw(",\"attempt\":");
        line.raw(Integer.toString(delivery.attempt())).raw(",\"headers\":");
        if (mask.isPresent()) {
            line.document(mask.get().headersAsJson(event.headers())).raw(",\"payload\":");
            line.body(mask.get().json(event.body()));
        } else {
            line.headers(event.headers()).raw(",\"payload\":").body(event.body());
        }
        line.raw("}");
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
