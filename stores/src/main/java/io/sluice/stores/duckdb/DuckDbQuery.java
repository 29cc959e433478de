package io.sluice.stores.duckdb;

import io.sluice.core.store.Rows;
import io.sluice.core.store.StoreException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;

/** Runs a statement that reads: its first word must be one that reads, and it runs in a transaction that cannot write. */
public final class DuckDbQuery {
    private static final Set<String> READING = Set.of(
            "SELECT",
            "WITH",
            "FROM",
            "VALUES",
            "TABLE",
            "SHOW",
            "DESCRIBE",
            "DESC",
            "SUMMARIZE",
            "EXPLAIN",
            "PIVOT",
            "UNPIVOT");
    private static final Pattern FIRST_WORD = Pattern.compile("(?s)(?:\\s|\\(|--[^\n]*(?:\n|$)|/\\*.*?\\*/)*(\\w*).*");

    private final DuckDbDatabase database;

    public DuckDbQuery(DuckDbDatabase database) {
        this.database = database;
    }

    /**
     * @param limit the most rows read
     * @throws StoreException when the statement does more than read, or with DuckDB's message when it is refused
     */
    public Rows run(String sql, int limit) throws StoreException {
        Matcher word = FIRST_WORD.matcher(sql);
        if (!word.matches() || !READING.contains(word.group(1).toUpperCase(Locale.ROOT))) {
            throw new StoreException(
                    "only statements that read are run here: SELECT, WITH, FROM, SHOW, DESCRIBE,"
                            + " SUMMARIZE, EXPLAIN",
                    null);
        }
        // A statement that failed is closed and takes no further one, so the transaction ends with its connection.
        try (DuckDBConnection connection = database.connect();
                Statement transaction = connection.createStatement();
                Statement statement = connection.createStatement()) {
            transaction.execute("BEGIN TRANSACTION READ ONLY");
            try (ResultSet found = statement.executeQuery(sql)) {
                return read(found, limit);
            }
        } catch (SQLException failed) {
            throw database.refused(failed);
        }
    }

    private static Rows read(ResultSet found, int limit) throws SQLException {
        ResultSetMetaData meta = found.getMetaData();
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= meta.getColumnCount(); column++) {
            names.add(meta.getColumnLabel(column));
        }
        List<List<Object>> rows = new ArrayList<>();
        while (rows.size() < limit && found.next()) {
            List<Object> row = new ArrayList<>(names.size());
            for (int column = 1; column <= names.size(); column++) {
                row.add(DuckDbValue.of(found, column));
            }
            rows.add(row);
        }
        return new Rows(names, rows);
    }
}
