package io.sluice.analytics;

import io.sluice.core.store.RollupStore;
import io.sluice.core.store.StoreException;
import java.time.Instant;
import java.util.List;

/** An event log of a test's own, in a real store, and what other programs do with it. */
interface EventLog extends AutoCloseable {

    /** An event as the gateways record it. */
    record Entry(String webhookId, Instant time, int size) {}

    /** What one process has of the roll-ups; each call is another process. */
    RollupStore rollups();

    /** Stores entries as one batch with the sequences from {@code first} on. */
    void append(String journal, long first, List<Entry> entries) throws StoreException;

    /** The first column of the first row. */
    long number(String sql) throws StoreException;

    @Override
    void close();
}
