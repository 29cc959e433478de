package io.sluice.analytics;

import io.sluice.core.store.NewRows;
import io.sluice.core.store.RollupStore;
import io.sluice.core.store.RollupStore.Stored;
import io.sluice.core.store.RollupStore.WebhookStats;
import io.sluice.core.store.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what is new in the event log, once. Between passes it remembers how far it has read each journal and what it found up to
 * there, whoever added that to the roll-ups: another process may do the same at the same time. After a failure it takes over anew
 * what the store has, which is always right. One thread at a time.
 */
final class RollupPass {
    private static final int MOST_STEPS = 20;

    private final RollupStore store;
    private final InstantSource clock;
    private final long step;
    private final Map<String, WebhookStats> written = new HashMap<>();
    private Map<String, Long> positions = Map.of();
    private Map<String, Long> seen = new HashMap<>();
    private Windows windows = new Windows();
    private boolean known;

    /** @param step how many sequences are read at once, at the most */
    RollupPass(RollupStore store, InstantSource clock, long step) {
        this.store = store;
        this.clock = clock;
        this.step = step;
    }

    /**
     * What a pass found.
     *
     * @param webhooks sorted by id
     * @param complete whether everything stored when it began is counted; else the next pass should follow at once
     */
    record Counted(List<WebhookStats> webhooks, boolean complete) {}

    /**
     * Counts what is new, up to a bound, and appends to {@code webhook_stats} where a count changed.
     *
     * @throws StoreException when the store failed; the next call begins with what the store has by then
     */
    Counted run() throws StoreException {
        try {
            Map<String, Stored> journals = store.journals();
            takeOver(journals);
            boolean complete = count(journals);
            return new Counted(publish(), complete);
        } catch (StoreException | RuntimeException failed) {
            known = false; // what is in memory may be ahead of the store or behind it
            throw failed;
        }
    }

    /** Takes over what the roll-ups have, unless it is known. They may fall behind what is known when a backup was restored. */
    private void takeOver(Map<String, Stored> journals) throws StoreException {
        Map<String, Long> now = store.positions();
        boolean fellBack = positions.entrySet().stream()
                .anyMatch(before -> before.getValue() > now.getOrDefault(before.getKey(), 0L));
        if (!known || fellBack) {
            StoredCounts stored = StoredCounts.read(store, journals, clock.instant(), step);
            positions = stored.positions();
            seen = new HashMap<>(stored.positions());
            windows = stored.windows();
            known = true;
        } else {
            positions = now;
        }
    }

    private boolean count(Map<String, Stored> journals) throws StoreException {
        int stepsLeft = MOST_STEPS;
        for (Map.Entry<String, Stored> journal : journals.entrySet()) {
            long last = journal.getValue().last();
            // Rows whose time has run out are gone from the event log, and their sequences need not be walked through.
            long at = Math.max(
                    seen.getOrDefault(journal.getKey(), 0L), journal.getValue().first() - 1);
            while (at < last) {
                if (stepsLeft-- == 0) {
                    return false;
                }
                at = countOn(journal.getKey(), at, Math.min(last, at + step));
                seen.put(journal.getKey(), at);
            }
        }
        return true;
    }

    /** Counts the rows of a journal up to some sequence, which is returned: the one asked for, or one before it. */
    private long countOn(String journal, long after, long upto) throws StoreException {
        NewRows rows = store.read(journal, after, upto);
        long position = store.add(rows);
        if (position < upto) {
            // Another process has counted some of these rows: its share is for the windows only.
            rows = store.read(journal, after, position);
        }
        long now = clock.instant().getEpochSecond();
        rows.counts().forEach(second -> windows.of(second.webhookId()).add(second.epochSecond(), second.events(), now));
        return rows.upto();
    }

    private List<WebhookStats> publish() throws StoreException {
        Instant now = clock.instant();
        List<WebhookStats> all = windows.at(now.getEpochSecond());
        List<WebhookStats> changed = new ArrayList<>();
        for (WebhookStats stats : all) {
            if (!stats.equals(written.get(stats.webhookId()))) {
                changed.add(stats);
            }
        }
        if (!changed.isEmpty()) {
            store.writeStats(now, changed);
            changed.forEach(stats -> written.put(stats.webhookId(), stats));
        }
        return all;
    }
}
