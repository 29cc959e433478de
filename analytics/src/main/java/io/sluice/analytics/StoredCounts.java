package io.sluice.analytics;

import io.sluice.core.store.NewRows;
import io.sluice.core.store.RollupStore;
import io.sluice.core.store.RollupStore.Stored;
import io.sluice.core.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the roll-ups have at one moment: how far each journal is counted, and every webhook's windows up to exactly there.
 *
 * @param positions by journal
 */
record StoredCounts(Map<String, Long> positions, Windows windows) {
    private static final int ATTEMPTS = 10;
    private static final int WEBHOOKS_AT_ONCE = 200;
    private static final Duration AHEAD = Duration.ofDays(1);

    /**
     * Reads them. The cost is that of the last 30 days' roll-ups, a bounded number of webhooks at a time.
     *
     * @param journals what the event log has
     * @param latest how many of a journal's latest sequences are looked through for events of the last minute
     */
    static StoredCounts read(RollupStore store, Map<String, Stored> journals, Instant now, long latest)
            throws StoreException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Map<String, Long> before = store.positions();
            Windows windows = windows(store, now);
            for (Map.Entry<String, Long> position : before.entrySet()) {
                Stored stored = journals.get(position.getKey());
                if (stored != null) {
                    long from = Math.max(stored.first() - 1, position.getValue() - latest);
                    addSeconds(windows, store.read(position.getKey(), from, position.getValue()), now);
                }
            }
            // Counts and positions are several questions: they fit when nobody added to the roll-ups in between.
            if (store.positions().equals(before)) {
                return new StoredCounts(before, windows);
            }
        }
        throw new StoreException("other processes add to the roll-ups faster than this one can read them", null);
    }

    private static Windows windows(RollupStore store, Instant now) throws StoreException {
        Windows windows = new Windows();
        Map<String, Long> totals = store.totals();
        totals.forEach((id, total) -> windows.of(id).addTotal(total));
        List<String> ids = List.copyOf(totals.keySet());
        long nowSecond = now.getEpochSecond();
        for (int i = 0; i < ids.size(); i += WEBHOOKS_AT_ONCE) {
            List<String> some = ids.subList(i, Math.min(ids.size(), i + WEBHOOKS_AT_ONCE));
            Instant end = now.plus(AHEAD);
            store.buckets(some, now.minus(Duration.ofHours(1)), end, Duration.ofMinutes(1))
                    .forEach(each -> windows.of(each.webhookId()).addMinute(second(each), each.events(), nowSecond));
            store.buckets(some, now.minus(Duration.ofDays(1)), end, Duration.ofMinutes(10))
                    .forEach(
                            each -> windows.of(each.webhookId()).addTenMinutes(second(each), each.events(), nowSecond));
            store.buckets(some, now.minus(Duration.ofDays(30)), end, Duration.ofHours(1))
                    .forEach(each -> windows.of(each.webhookId()).addHour(second(each), each.events(), nowSecond));
        }
        return windows;
    }

    private static long second(RollupStore.Bucket bucket) {
        return bucket.start().getEpochSecond();
    }

    private static void addSeconds(Windows windows, NewRows rows, Instant now) {
        for (NewRows.SecondCount second : rows.counts()) {
            windows.of(second.webhookId()).addSecond(second.epochSecond(), second.events(), now.getEpochSecond());
        }
    }
}
