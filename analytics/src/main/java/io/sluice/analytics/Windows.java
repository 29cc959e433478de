package io.sluice.analytics;

import io.sluice.core.store.RollupStore.WebhookStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The windows of every webhook. At most 20,000 of them, about 100 MB: senders make namespaces up, and past the bound the events of a
 * namespace that was not seen before count for the bare id. Not thread-safe.
 */
final class Windows {
    private static final int MOST = 20_000;

    private final Map<String, WebhookWindows> byId = new TreeMap<>();

    /** Those of one webhook. */
    WebhookWindows of(String webhookId) {
        WebhookWindows found = byId.get(webhookId);
        if (found != null) {
            return found;
        }
        String name = byId.size() < MOST ? webhookId : webhookId.substring(webhookId.indexOf('/') + 1);
        return byId.computeIfAbsent(name, _ -> new WebhookWindows());
    }

    /** The counts of every webhook, sorted by id. */
    List<WebhookStats> at(long nowSecond) {
        List<WebhookStats> all = new ArrayList<>(byId.size());
        byId.forEach((id, windows) -> all.add(windows.at(id, nowSecond)));
        return List.copyOf(all);
    }
}
