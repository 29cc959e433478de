package io.sluice.stores.duckdb;

import io.sluice.core.store.StoreException;
import io.sluice.stores.schema.Migration;
import io.sluice.stores.schema.Migrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/** The schema in a DuckDB file: each step and its record in one transaction. The file has one process, so nobody else is at it. */
final class DuckDbSchema implements Migrations.Target {
    private static final String RECORD = """
            CREATE TABLE IF NOT EXISTS sluice_migrations
            (
                number UINTEGER PRIMARY KEY,
                name VARCHAR NOT NULL,
                applied_at TIMESTAMP DEFAULT make_timestamp(epoch_us(now()))
            )""";

    private final Connection connection;

    DuckDbSchema(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Set<Integer> applied() throws StoreException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(RECORD);
            Set<Integer> numbers = new HashSet<>();
            try (ResultSet rows = statement.executeQuery("SELECT number FROM sluice_migrations")) {
                while (rows.next()) {
                    numbers.add(rows.getInt(1));
                }
            }
            return numbers;
        } catch (SQLException failed) {
            throw new StoreException("the record of migrations cannot be read: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void apply(Migration step) throws StoreException {
        try {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement();
                    PreparedStatement record =
                            connection.prepareStatement("INSERT INTO sluice_migrations (number, name) VALUES (?, ?)")) {
                for (String sql : step.statements()) {
                    statement.execute(sql);
                }
                record.setInt(1, step.number());
                record.setString(2, step.name());
                record.executeUpdate();
                connection.commit();
            } catch (SQLException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException failed) {
            throw new StoreException(
                    "migration " + step.number() + " (" + step.name() + ") failed: " + failed.getMessage(), failed);
        }
    }
}
