package io.sluice.gateway.accept;

import io.sluice.core.config.Webhook;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.gateway.metrics.WebhookMeters;
import java.util.List;

/**
 * A configured webhook, ready to take requests.
 *
 * @param guards in the order in which they are asked
 */
public record WebhookRoute(String id, Webhook.DataType dataType, List<Guard> guards, WebhookMeters meters) {
    static WebhookRoute of(Webhook webhook, WebhookMeters meters) {
        return new WebhookRoute(
                webhook.id(),
                webhook.dataType(),
                webhook.guards().stream().map(GuardPlan::build).toList(),
                meters);
    }
}
