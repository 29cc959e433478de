package io.sluice.stores.clickhouse;

import com.clickhouse.client.api.ServerException;
import io.sluice.core.config.ClickHouseConnection;
import io.sluice.core.store.Rows;
import io.sluice.core.store.StoreException;
import io.sluice.stores.schema.Migration;
import io.sluice.stores.schema.Migrations;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The schema in a ClickHouse database. ClickHouse has no lock that several instances could hold in turn, so every step is
 * idempotent by itself and may well be taken by all of them at once; the record of a step counts once however often it is written.
 */
final class ClickHouseSchema implements Migrations.Target {

    /** Runs a statement, asked from within a database. */
    interface Run {
        void run(String sql, String database) throws StoreException;
    }

    /** Asks a question. */
    interface Ask {
        Rows ask(String sql, int limit) throws StoreException;
    }

    private static final int UNKNOWN_DATABASE = 81;
    private static final String RECORD = """
            CREATE TABLE IF NOT EXISTS sluice_migrations
            (
                number UInt32,
                name String,
                applied_at DateTime('UTC') DEFAULT now()
            )
            ENGINE = ReplacingMergeTree
            ORDER BY number""";

    private final Run run;
    private final Ask ask;
    private final ClickHouseConnection connection;

    ClickHouseSchema(Run run, Ask ask, ClickHouseConnection connection) {
        this.run = run;
        this.ask = ask;
        this.connection = connection;
    }

    @Override
    public Set<Integer> applied() throws StoreException {
        try {
            run.run(RECORD, connection.database());
        } catch (StoreException refused) {
            if (!(refused.getCause() instanceof ServerException server) || server.getCode() != UNKNOWN_DATABASE) {
                throw refused;
            }
            makeDatabase();
            run.run(RECORD, connection.database());
        }
        return ask.ask("SELECT DISTINCT number FROM sluice_migrations", Integer.MAX_VALUE).rows().stream()
                .map(row -> ((Number) row.getFirst()).intValue())
                .collect(Collectors.toSet());
    }

    @Override
    public void apply(Migration step) throws StoreException {
        for (String statement : step.statements()) {
            run.run(statement, connection.database());
        }
        run.run(
                "INSERT INTO sluice_migrations (number, name) VALUES (" + step.number() + ", '" + step.name() + "')",
                connection.database());
    }

    /** Asked from within the database that every server has, since one that is not there cannot be asked from. */
    private void makeDatabase() throws StoreException {
        String quoted = connection.database().replace("\\", "\\\\").replace("`", "\\`");
        run.run("CREATE DATABASE IF NOT EXISTS `" + quoted + "`", "default");
    }
}
