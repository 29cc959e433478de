package io.sluice.gateway.accept;

import io.sluice.core.config.Webhook;
import io.sluice.core.net.AddressRanges;
import io.sluice.core.plugin.GuardFactory.Phase;
import io.sluice.gateway.http.TrustedProxies;
import io.sluice.gateway.metrics.WebhookMeters;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A configured webhook, ready to take requests.
 *
 * @param guards in the order in which they are asked
 * @param quarantines whether what does not prove who sent it is kept apart
 * @param bodyCheckAt before which of the guards the body is looked at; their number when after all of them
 */
record WebhookRoute(
        String id,
        Webhook.DataType dataType,
        List<RouteGuard> guards,
        boolean quarantines,
        int bodyCheckAt,
        TrustedProxies proxies,
        WebhookMeters meters,
        RefusalLog refusals) {
    static WebhookRoute of(Webhook webhook, AddressRanges proxies, WebhookMeters meters, LongSupplier nanoTime) {
        List<RouteGuard> guards =
                webhook.admission().guards().stream().map(RouteGuard::of).toList();
        int bodyCheckAt = (int)
                guards.stream().takeWhile(guard -> !guard.looksAtPayload()).count();
        return new WebhookRoute(
                webhook.id(),
                webhook.dataType(),
                guards,
                webhook.admission().quarantine().isPresent(),
                bodyCheckAt,
                new TrustedProxies(proxies.and(webhook.admission().trustedProxies())),
                meters,
                new RefusalLog(webhook.id(), nanoTime));
    }

    /** Whether some guard knows the events that are stored. */
    boolean knowsEvents() {
        return !guards.isEmpty() && guards.getLast().phase() == Phase.DEDUP;
    }

    /** Whether some guard answers requests with that method by itself. */
    boolean answers(String method) {
        for (RouteGuard guard : guards) {
            if (guard.methods().contains(method)) {
                return true;
            }
        }
        return false;
    }
}
