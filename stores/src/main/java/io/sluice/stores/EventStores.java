package io.sluice.stores;

import io.sluice.core.config.ClickHouseConnection;
import io.sluice.core.store.EventStore;
import io.sluice.core.store.RollupStore;
import io.sluice.stores.clickhouse.ClickHouseDatabase;
import io.sluice.stores.clickhouse.ClickHouseRollups;
import io.sluice.stores.clickhouse.ClickHouseStore;
import io.sluice.stores.duckdb.DuckDbDatabase;
import io.sluice.stores.duckdb.DuckDbRollups;
import io.sluice.stores.duckdb.DuckDbStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The stores that a configuration means: ClickHouse where there is such a connection, else a DuckDB file in the data folder. Opening
 * does no I/O. A further store is one more case here.
 *
 * @param events the event log
 * @param rollups what analytics keeps beside it
 * @param embedded whether this process has the store to itself, and so must answer the questions of others
 */
public record EventStores(EventStore events, RollupStore rollups, boolean embedded) implements AutoCloseable {

    /** Name of the embedded store's file in the data folder. */
    public static final String FILE = "events.duckdb";

    /**
     * @param data the data folder; there when the embedded store is first used
     * @param retentionDays rows older than this are deleted; 0 keeps everything
     */
    public static EventStores open(
            Optional<ClickHouseConnection> clickHouse, Path data, int retentionDays, InstantSource clock) {
        return clickHouse
                .map(connection -> shared(new ClickHouseDatabase(connection), retentionDays))
                .orElseGet(() -> embedded(DuckDbDatabase.of(data.resolve(FILE)), retentionDays, clock));
    }

    private static EventStores shared(ClickHouseDatabase database, int retentionDays) {
        return new EventStores(new ClickHouseStore(database, retentionDays), new ClickHouseRollups(database), false);
    }

    private static EventStores embedded(DuckDbDatabase database, int retentionDays, InstantSource clock) {
        return new EventStores(new DuckDbStore(database, retentionDays, clock), new DuckDbRollups(database), true);
    }

    /** Closes the database that both share. */
    @Override
    public void close() {
        events.close();
    }
}
