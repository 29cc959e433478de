package io.sluice.analytics;

import io.sluice.core.config.ClickHouseConnection;
import io.sluice.core.store.RollupStore;
import io.sluice.core.store.StoreException;
import io.sluice.stores.clickhouse.ClickHouseDatabase;
import io.sluice.stores.clickhouse.ClickHouseRollups;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An event log in a database of its own on a real ClickHouse. */
final class ClickHouseEventLog implements EventLog {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final ClickHouseConnection connection;
    private final ClickHouseDatabase server;

    ClickHouseEventLog(int httpPort) {
        connection = new ClickHouseConnection(
                "127.0.0.1", httpPort, false, "log_" + DATABASES.incrementAndGet(), "default", "");
        server = new ClickHouseDatabase(connection);
    }

    @Override
    public RollupStore rollups() {
        return new ClickHouseRollups(new ClickHouseDatabase(connection));
    }

    @Override
    public void append(String journal, long first, List<Entry> entries) throws StoreException {
        server.execute(IntStream.range(0, entries.size())
                .mapToObj(i -> "('%s', '%s', %d, '%s', %d, %d)"
                        .formatted(
                                journal + ":" + (first + i),
                                entries.get(i).webhookId().replace("'", "\\'"),
                                entries.get(i).time().getEpochSecond(),
                                journal,
                                first + i,
                                entries.get(i).size()))
                .collect(Collectors.joining(
                        ",",
                        "INSERT INTO webhook_logs (id, webhook_id, timestamp, journal, sequence, size) VALUES ",
                        "")));
    }

    /** Runs a statement. */
    void execute(String sql) throws StoreException {
        server.execute(sql);
    }

    /** Rows that the server has read from tables since it started, for whatever query. */
    long rowsRead() throws StoreException {
        return number("SELECT value FROM system.events WHERE event = 'SelectedRows'");
    }

    @Override
    public long number(String sql) throws StoreException {
        return ((Number) server.query(sql, Map.of(), 1).rows().getFirst().getFirst()).longValue();
    }

    @Override
    public void close() {
        server.close();
    }
}
