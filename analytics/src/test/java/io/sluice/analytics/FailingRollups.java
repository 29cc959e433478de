package io.sluice.analytics;

import io.sluice.core.plugin.Health;
import io.sluice.core.store.NewRows;
import io.sluice.core.store.RollupStore;
import io.sluice.core.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A store that fails at a chosen call, either before the call has done anything or after it has done everything. */
final class FailingRollups implements RollupStore {
    private final RollupStore store;
    private long callsLeft = Long.MAX_VALUE;
    private boolean after;

    FailingRollups(RollupStore store) {
        this.store = store;
    }

    /** Lets that many calls pass and fails at the next one, once. */
    synchronized void failAfter(long calls, boolean whenDone) {
        callsLeft = calls;
        after = whenDone;
    }

    /** Fails at every call from now on, until {@link #recover}. */
    synchronized void goAway() {
        callsLeft = Long.MIN_VALUE / 2; // counting down from the lowest number would end at the highest
        after = false;
    }

    synchronized void recover() {
        callsLeft = Long.MAX_VALUE;
    }

    /** Whether the failure that was asked for is still to come. */
    synchronized boolean isArmed() {
        return callsLeft >= 0 && callsLeft < Long.MAX_VALUE / 2;
    }

    private interface Call<T> {
        T call() throws StoreException;
    }

    private synchronized <T> T through(Call<T> call) throws StoreException {
        boolean fails = callsLeft == 0 || callsLeft < -1_000_000_000L;
        callsLeft--;
        if (fails && !after) {
            throw new StoreException("the store went away", null);
        }
        T result = call.call();
        if (fails) {
            throw new StoreException("the store went away after it had done that", null);
        }
        return result;
    }

    @Override
    public Map<String, Stored> journals() throws StoreException {
        return through(store::journals);
    }

    @Override
    public Map<String, Long> positions() throws StoreException {
        return through(store::positions);
    }

    @Override
    public NewRows read(String journal, long from, long upto) throws StoreException {
        return through(() -> store.read(journal, from, upto));
    }

    @Override
    public long add(NewRows rows) throws StoreException {
        return through(() -> store.add(rows));
    }

    @Override
    public Map<String, Long> totals() throws StoreException {
        return through(store::totals);
    }

    @Override
    public List<Bucket> buckets(Collection<String> webhookIds, Instant from, Instant to, Duration bucket)
            throws StoreException {
        return through(() -> store.buckets(webhookIds, from, to, bucket));
    }

    @Override
    public void writeStats(Instant time, List<WebhookStats> rows) throws StoreException {
        through(() -> {
            store.writeStats(time, rows);
            return rows;
        });
    }

    @Override
    public Health check() {
        return store.check();
    }

    @Override
    public void close() {
        store.close();
    }
}
