package io.sluice.analytics;

import io.sluice.core.store.NewRows;
import io.sluice.core.store.RollupStore;
import io.sluice.core.store.RollupStore.WebhookStats;
import io.sluice.core.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what is new in the event log, once. The positions and the windows are kept in memory between passes; after a failure, or
 * when another process has counted meanwhile, they are read anew from the store, which is always right. One thread at a time.
 */
final class RollupPass {
    private final RollupStore store;
    private final InstantSource clock;
    private final long step;
    private final Map<String, WebhookStats> written = new HashMap<>();
    private Map<String, Long> positions = Map.of();
    private Map<String, WebhookWindows> windows = new TreeMap<>();
    private boolean known;

    RollupPass(RollupStore store, InstantSource clock, long step) {
        this.store = store;
        this.clock = clock;
        this.step = step;
    }

    /**
     * Counts everything new and appends to {@code webhook_stats} where a count changed.
     *
     * @return the counts of every webhook now, sorted by id
     */
    List<WebhookStats> run() throws StoreException {
        try {
            if (!known) {
                load();
                known = true;
            }
            count();
            return publish();
        } catch (StoreException | RuntimeException failed) {
            known = false; // what is in memory may be ahead of the store or behind it
            throw failed;
        }
    }

    private void load() throws StoreException {
        positions = new HashMap<>(store.positions());
        Map<String, WebhookWindows> fresh = new TreeMap<>();
        for (Map.Entry<String, Long> total : store.totals().entrySet()) {
            fresh.computeIfAbsent(total.getKey(), id -> new WebhookWindows()).startTotal(total.getValue());
        }
        Instant now = clock.instant();
        for (var bucket : store.history(now.minus(Duration.ofHours(1)), Duration.ofMinutes(1))) {
            window(fresh, bucket).startMinute(bucket.start().getEpochSecond(), bucket.events());
        }
        for (var bucket : store.history(now.minus(Duration.ofDays(1)), Duration.ofMinutes(10))) {
            window(fresh, bucket).startTenMinutes(bucket.start().getEpochSecond(), bucket.events());
        }
        for (var bucket : store.history(now.minus(Duration.ofDays(30)), Duration.ofHours(1))) {
            window(fresh, bucket).startHour(bucket.start().getEpochSecond(), bucket.events());
        }
        windows = fresh;
    }

    private static WebhookWindows window(Map<String, WebhookWindows> windows, RollupStore.Bucket bucket) {
        return windows.computeIfAbsent(bucket.webhookId(), id -> new WebhookWindows());
    }

    private void count() throws StoreException {
        for (String journal : store.journals()) {
            long position = positions.getOrDefault(journal, 0L);
            NewRows rows = store.read(journal, position, step);
            while (rows.upto() > position) {
                long now = store.add(rows);
                if (now != rows.upto()) {
                    load(); // another process counts as well: take over what it wrote
                    return;
                }
                rows.counts()
                        .forEach(second -> windows.computeIfAbsent(second.webhookId(), id -> new WebhookWindows())
                                .add(second.epochSecond(), second.events()));
                position = now;
                positions.put(journal, now);
                rows = store.read(journal, position, step);
            }
        }
    }

    private List<WebhookStats> publish() throws StoreException {
        Instant now = clock.instant();
        List<WebhookStats> all = new ArrayList<>(windows.size());
        List<WebhookStats> changed = new ArrayList<>();
        windows.forEach((id, window) -> {
            WebhookStats stats = window.at(id, now.getEpochSecond());
            all.add(stats);
            if (!stats.equals(written.get(id))) {
                changed.add(stats);
            }
        });
        if (!changed.isEmpty()) {
            store.writeStats(now, changed);
            changed.forEach(stats -> written.put(stats.webhookId(), stats));
        }
        return List.copyOf(all);
    }
}
