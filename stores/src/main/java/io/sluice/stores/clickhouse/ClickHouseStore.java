package io.sluice.stores.clickhouse;

import io.sluice.core.plugin.Health;
import io.sluice.core.store.EventBatch;
import io.sluice.core.store.EventStore;
import io.sluice.core.store.LogRow;
import io.sluice.core.store.Rows;
import io.sluice.core.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The event log in ClickHouse. A batch is one insert under the batch's token, which the server keeps among its last 10,000: enough for
 * an answer that got lost. Whenever rows of the batch may be there already (an attempt that was not confirmed, a range that was begun
 * before a restart, a sequence that the table reached before) the table is asked first and only what is missing is sent; and asked
 * again afterwards, since a server that was killed may remember a token whose rows it lost. Thread-safe; a journal has one writer.
 */
public final class ClickHouseStore implements EventStore {
    private static final int REPEATS = 3;

    private final ClickHouseDatabase database;
    private final LogTable table;
    private final ClickHouseRetention retention;
    /** The highest sequence that was ever sent, by journal; what lies beyond it is certainly not in the table. */
    private final Map<String, Long> reached = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private boolean retentionApplied;

    /** @param retentionDays rows older than this are deleted; 0 keeps everything */
    public ClickHouseStore(ClickHouseDatabase database, int retentionDays) {
        this.database = database;
        this.table = new LogTable(database);
        this.retention = new ClickHouseRetention(database, retentionDays);
    }

    @Override
    public void append(EventBatch batch) throws StoreException {
        if (batch.rows().isEmpty()) {
            return;
        }
        applyRetention();
        long reach = reachOf(batch);
        reached.put(batch.journal().id(), Math.max(reach, batch.lastSequence()));
        if (batch.firstSequence() > reach && !batch.repeated()) {
            table.insert(batch, batch.rows(), batch.token());
        } else {
            complete(batch);
        }
    }

    /** Sends what is missing until nothing is. */
    private void complete(EventBatch batch) throws StoreException {
        List<LogRow> missing = table.missing(batch);
        for (int attempt = 0; !missing.isEmpty() && attempt < REPEATS; attempt++) {
            table.insert(batch, missing, token(batch, missing, attempt));
            missing = table.missing(batch);
        }
        if (!missing.isEmpty()) {
            throw new StoreException(
                    database + " confirmed batch " + batch.token() + " but does not have all of its rows", null);
        }
    }

    /** The same for the same rows, so that a late attempt and its repetition are one. */
    private static String token(EventBatch batch, List<LogRow> missing, int attempt) {
        String part = missing.size() == batch.rows().size() ? "" : "/" + missing.size();
        return batch.token() + part + (attempt == 0 ? "" : "#" + attempt);
    }

    /** How far the journal's rows may be in the table; the first time this is the table's to say. */
    private long reachOf(EventBatch batch) throws StoreException {
        String journal = batch.journal().id();
        Long known = reached.get(journal);
        if (known != null) {
            return known;
        }
        return table.highest(journal);
    }

    private void applyRetention() throws StoreException {
        lock.lock();
        try {
            if (!retentionApplied) {
                retention.apply();
                retentionApplied = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Reads only: a statement that changes something is refused by the server. */
    @Override
    public Rows query(String sql, int limit) throws StoreException {
        return database.query(sql, Map.of("readonly", "2", "limit", Integer.toString(limit)), limit);
    }

    @Override
    public Health check() {
        try {
            database.ping();
            return new Health.Healthy();
        } catch (StoreException away) {
            return new Health.Unhealthy(away.getMessage());
        }
    }

    @Override
    public void close() {
        database.close();
    }

    @Override
    public String toString() {
        return database.toString();
    }
}
