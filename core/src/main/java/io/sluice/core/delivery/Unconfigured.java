package io.sluice.core.delivery;

import io.sluice.core.config.Admission;
import io.sluice.core.config.CredentialCleanup;
import io.sluice.core.config.RetryPolicy;
import io.sluice.core.config.Webhook;
import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.DestinationPlan;
import io.sluice.core.plugin.Health;
import java.util.List;

/**
 * Stands in for a webhook that has vanished from the configuration while events of it were undelivered: they go to the dead letters, so
 * that they are neither lost nor in the way of the journal's cleaning up.
 */
final class Unconfigured implements DestinationPlan, Destination {
    private static final int BATCH = 256;

    private final String webhookId;

    private Unconfigured(String webhookId) {
        this.webhookId = webhookId;
    }

    static Webhook webhook(String id) {
        return new Webhook(
                id,
                Webhook.DataType.BLOB,
                "none",
                new Unconfigured(id),
                Admission.OPEN,
                RetryPolicy.NONE,
                CredentialCleanup.DEFAULT);
    }

    @Override
    public List<DeliveryResult> deliver(List<Delivery> batch) {
        DeliveryResult refused =
                new DeliveryResult.Refused("webhook " + webhookId + " is not in the configuration any more");
        return batch.stream().map(delivery -> refused).toList();
    }

    @Override
    public String describe() {
        return "the dead letters, because the webhook is not in the configuration any more";
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
