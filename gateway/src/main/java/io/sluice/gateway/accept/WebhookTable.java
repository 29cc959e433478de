package io.sluice.gateway.accept;

import io.sluice.core.config.Webhook;
import io.sluice.core.net.AddressRanges;
import io.sluice.gateway.http.Router;
import io.sluice.gateway.metrics.GatewayMeters;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Finds the webhook that takes a request. */
public final class WebhookTable {
    private static final String DEFAULT_ID = "default";
    private static final int LONGEST_NAME = 64;

    private final Map<String, WebhookRoute> routes = new HashMap<>();
    /** The same by their paths, ready made: finding one allocates nothing. */
    private final Map<String, Optional<WebhookRoute>> paths = new HashMap<>();

    private final Optional<WebhookRoute> fallback;

    /**
     * Builds the guards of every webhook.
     *
     * @param trustedProxies of all webhooks, beside each one's own
     * @param nanoTime a clock that never steps back
     */
    public WebhookTable(
            Collection<Webhook> webhooks, AddressRanges trustedProxies, GatewayMeters meters, LongSupplier nanoTime) {
        for (Webhook webhook : webhooks) {
            routes.put(webhook.id(), WebhookRoute.of(webhook, trustedProxies, meters.webhook(webhook.id()), nanoTime));
        }
        routes.forEach((id, route) -> paths.put(Router.WEBHOOK + id, Optional.of(route)));
        this.fallback = Optional.ofNullable(routes.get(DEFAULT_ID));
    }

    /** The webhook of that id, or else the one named {@code default} if there is one. */
    Optional<WebhookRoute> find(String id) {
        WebhookRoute route = routes.get(id);
        return route == null ? fallback : Optional.of(route);
    }

    /** The webhook whose path this is, without a namespace and a query. */
    Optional<WebhookRoute> at(String path) {
        return paths.getOrDefault(path, Optional.empty());
    }

    /** The webhook that is configured under that very id. */
    Optional<WebhookRoute> configured(String id) {
        return Optional.ofNullable(routes.get(id));
    }

    /** Whether a text can be a webhook's id: {@code [A-Za-z0-9][A-Za-z0-9_-]{0,63}}. */
    public static boolean isId(String text) {
        return isNamespace(text) && text.charAt(0) != '_' && text.charAt(0) != '-';
    }

    /** Whether a text can be a namespace: {@code [A-Za-z0-9_-]{1,64}}. */
    public static boolean isNamespace(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NAME) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }
}
