package io.sluice.core.delivery;

import io.sluice.core.config.Admission;
import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.config.RetryPolicy;
import io.sluice.core.config.Webhook;
import io.sluice.core.event.EventCodec;
import io.sluice.core.event.TextCache;
import io.sluice.core.event.UnknownEventFormat;
import io.sluice.core.journal.JournalRecord;
import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.DestinationPlan;
import io.sluice.core.plugin.Health;
import java.util.List;

/**
 * Stands in for the webhook of records whose checksum is right and that yet are no event: whose they are cannot be known. They go to
 * the dead letters byte by byte, on a lane of their own, so that no webhook waits for them.
 */
final class Unreadable implements DestinationPlan, Destination {
    /** No webhook can have this id: parentheses are not allowed in one. */
    static final String ID = "(unreadable)";

    private static final int BATCH = 256;

    private Unreadable() {}

    /**
     * The webhook that an event is for; {@link #ID} when that cannot be read.
     *
     * @throws UnknownEventFormat if a later version of Sluice wrote the event
     */
    static String webhookOf(JournalRecord event, TextCache texts) {
        try {
            return EventCodec.webhookId(event.payload(), texts);
        } catch (UnknownEventFormat newer) {
            throw newer;
        } catch (IllegalArgumentException unreadable) {
            return ID;
        }
    }

    static Webhook webhook() {
        return new Webhook(
                ID,
                Webhook.DataType.BLOB,
                "none",
                new Unreadable(),
                Admission.OPEN,
                RetryPolicy.NONE,
                CredentialCleanup.DEFAULT);
    }

    /** What the handover cannot read never comes this far; what it can read does not belong here. */
    @Override
    public List<DeliveryResult> deliver(List<Delivery> batch) {
        DeliveryResult refused = new DeliveryResult.Refused("it cannot be known which webhook this is for");
        return batch.stream().map(delivery -> refused).toList();
    }

    @Override
    public String describe() {
        return "the dead letters, because the record cannot be read";
    }

    @Override
    public int concurrency() {
        return 1;
    }

    @Override
    public int maxBatch() {
        return BATCH;
    }

    @Override
    public Destination build() {
        return this;
    }

    @Override
    public Health check() {
        return new Health.NotConfigured();
    }

    @Override
    public void close() {}
}
