package io.sluice.analytics;

import io.sluice.core.store.RollupStore;
import io.sluice.core.store.StoreException;
import io.sluice.stores.duckdb.DuckDbDatabase;
import io.sluice.stores.duckdb.DuckDbRollups;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** An event log in a DuckDB file of its own. */
final class DuckDbEventLog implements EventLog {
    private final DuckDbDatabase database;

    DuckDbEventLog(Path file) {
        database = DuckDbDatabase.of(file);
    }

    @Override
    public RollupStore rollups() {
        return new DuckDbRollups(database);
    }

    @Override
    public void append(String journal, long first, List<Entry> entries) throws StoreException {
        database.transaction(connection -> {
            try (var row = connection.prepareStatement("""
                            INSERT INTO webhook_logs (id, webhook_id, "timestamp", journal, "sequence", size)
                            VALUES (?, ?, ?, ?, ?, ?)""");
                    var cursor = connection.prepareStatement("INSERT OR REPLACE INTO sluice_cursors VALUES (?, ?)")) {
                for (int i = 0; i < entries.size(); i++) {
                    row.setString(1, journal + ":" + (first + i));
                    row.setString(2, entries.get(i).webhookId());
                    row.setObject(3, LocalDateTime.ofInstant(entries.get(i).time(), ZoneOffset.UTC));
                    row.setString(4, journal);
                    row.setLong(5, first + i);
                    row.setInt(6, entries.get(i).size());
                    row.executeUpdate();
                }
                cursor.setString(1, journal);
                cursor.setLong(2, first + entries.size() - 1);
                return cursor.executeUpdate();
            }
        });
    }

    @Override
    public long number(String sql) throws StoreException {
        return database.transaction(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    @Override
    public void close() {
        database.close();
    }
}
