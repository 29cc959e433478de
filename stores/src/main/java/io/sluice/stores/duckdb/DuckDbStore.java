package io.sluice.stores.duckdb;

import io.sluice.core.plugin.Health;
import io.sluice.core.store.EventBatch;
import io.sluice.core.store.EventStore;
import io.sluice.core.store.LogRow;
import io.sluice.core.store.Rows;
import io.sluice.core.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The event log in a DuckDB file. The rows of a batch and how far its journal is stored are one transaction, so a batch that comes
 * again is known by its last sequence. Text that is no UTF-8 gets replacement characters, as the file's text must be UTF-8.
 * Thread-safe.
 */
public final class DuckDbStore implements EventStore {
    private final DuckDbDatabase database;
    private final DuckDbQuery query;
    private final DuckDbRetention retention;
    private final InstantSource clock;
    /** One writer at a time: two that touch the same row would refuse each other. */
    private final ReentrantLock writing = new ReentrantLock();

    /** @param retentionDays rows older than this are deleted; 0 keeps everything */
    public DuckDbStore(DuckDbDatabase database, int retentionDays, InstantSource clock) {
        this.database = database;
        this.query = new DuckDbQuery(database);
        this.retention = new DuckDbRetention(database, retentionDays, clock);
        this.clock = clock;
    }

    @Override
    public void append(EventBatch batch) throws StoreException {
        writing.lock();
        try {
            database.transaction(connection -> write(batch, connection));
            retention.applyWhenDue();
        } finally {
            writing.unlock();
        }
    }

    private Void write(EventBatch batch, DuckDBConnection connection) throws SQLException {
        long stored = stored(batch.journal().id(), connection);
        if (stored >= batch.lastSequence()) {
            return null;
        }
        long nowMicros = micros();
        try (DuckDBAppender appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "webhook_logs")) {
            for (LogRow row : batch.rows()) {
                if (row.sequence() > stored) {
                    append(row, batch, nowMicros, appender);
                }
            }
        }
        try (PreparedStatement cursor = connection.prepareStatement(
                "INSERT OR REPLACE INTO sluice_cursors (journal, last_sequence) VALUES (?, ?)")) {
            cursor.setString(1, batch.journal().id());
            cursor.setLong(2, batch.lastSequence());
            cursor.executeUpdate();
        }
        return null;
    }

    private static long stored(String journal, DuckDBConnection connection) throws SQLException {
        try (PreparedStatement cursor =
                connection.prepareStatement("SELECT last_sequence FROM sluice_cursors WHERE journal = ?")) {
            cursor.setString(1, journal);
            try (ResultSet rows = cursor.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    /** In the order of the table's columns, the computed one at its end left out. */
    private static void append(LogRow row, EventBatch batch, long nowMicros, DuckDBAppender appender)
            throws SQLException {
        appender.beginRow()
                .append(row.id().toString())
                .append(row.webhookId())
                .appendEpochMicros(Math.floorDiv(row.receivedMicros(), 1_000_000L) * 1_000_000L)
                .append(new String(row.payload(), StandardCharsets.UTF_8))
                .append(new String(row.headers(), StandardCharsets.UTF_8))
                .appendEpochMicros(nowMicros)
                .append(row.namespace())
                .append(batch.journal().instance())
                .append(batch.journal().id())
                .append(row.sequence())
                .append(row.source())
                .append(row.contentType())
                .append(row.size())
                .append(row.receivedMicros())
                .append(row.acceptLatencyMicros())
                .endRow();
    }

    private long micros() {
        return Math.multiplyExact(clock.instant().getEpochSecond(), 1_000_000L);
    }

    /** Reads only: a statement that changes something is refused. */
    @Override
    public Rows query(String sql, int limit) throws StoreException {
        return query.run(sql, limit);
    }

    @Override
    public Health check() {
        try {
            query.run("SELECT 1", 1);
            return new Health.Healthy();
        } catch (StoreException unusable) {
            return new Health.Unhealthy(unusable.getMessage());
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            database.close();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public String toString() {
        return database.toString();
    }
}
