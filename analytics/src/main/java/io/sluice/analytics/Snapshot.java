package io.sluice.analytics;

import io.sluice.core.store.RollupStore.WebhookStats;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the last pass found.
 *
 * @param asOf when it ended
 * @param webhooks sorted by id
 * @param complete whether it counted everything that was stored when it began
 * @param failure why the passes since then failed, when they did; the numbers are stale then
 */
record Snapshot(Instant asOf, List<WebhookStats> webhooks, boolean complete, Optional<String> failure) {

    Optional<WebhookStats> webhook(String id) {
        return webhooks.stream().filter(each -> each.webhookId().equals(id)).findFirst();
    }

    boolean stale() {
        return failure.isPresent();
    }
}
