package io.sluice.stores.duckdb;

import io.sluice.core.plugin.Health;
import io.sluice.core.store.NewRows;
import io.sluice.core.store.RollupStore;
import io.sluice.core.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Roll-ups in DuckDB: counts and position change in one transaction. */
public final class DuckDbRollups implements RollupStore {
    private static final Duration STATS_KEPT = Duration.ofDays(30);

    private final DuckDbDatabase database;

    public DuckDbRollups(DuckDbDatabase database) {
        this.database = database;
    }

    @Override
    public List<String> journals() throws StoreException {
        return database.transaction(connection -> {
            List<String> journals = new ArrayList<>();
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT journal FROM sluice_cursors ORDER BY journal");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    journals.add(rows.getString(1));
                }
            }
            return journals;
        });
    }

    @Override
    public Map<String, Long> positions() throws StoreException {
        return database.transaction(connection -> {
            Map<String, Long> positions = new TreeMap<>();
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT journal, upto_sequence FROM sluice_rollup_positions");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    positions.put(rows.getString(1), rows.getLong(2));
                }
            }
            return positions;
        });
    }

    @Override
    public NewRows read(String journal, long after, long most) throws StoreException {
        return database.transaction(connection -> {
            long upto = Math.min(after + most, stored(connection, journal));
            List<NewRows.SecondCount> counts = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT webhook_id, CAST(epoch("timestamp") AS BIGINT) AS second, count(*), CAST(sum(size) AS BIGINT)
                    FROM webhook_logs
                    WHERE "sequence" > ? AND "sequence" <= ? AND journal = ?
                    GROUP BY webhook_id, second""")) {
                statement.setLong(1, after);
                statement.setLong(2, upto);
                statement.setString(3, journal);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        counts.add(new NewRows.SecondCount(
                                rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getLong(4)));
                    }
                }
            }
            return new NewRows(journal, after, Math.max(after, upto), counts);
        });
    }

    private static long stored(Connection connection, String journal) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT last_sequence FROM sluice_cursors WHERE journal = ?")) {
            statement.setString(1, journal);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    @Override
    public long add(NewRows rows) throws StoreException {
        return database.transaction(connection -> {
            long now = position(connection, rows.journal());
            if (now != rows.after()) {
                return now;
            }
            try (PreparedStatement statement = connection.prepareStatement("""
                    INSERT INTO webhook_rollups VALUES (?, make_timestamp(CAST(? AS BIGINT) * 60000000), ?, ?)
                    ON CONFLICT DO UPDATE SET events = events + excluded.events, bytes = bytes + excluded.bytes""")) {
                for (NewRows.MinuteCount minute : rows.perMinute()) {
                    statement.setString(1, minute.webhookId());
                    statement.setLong(2, minute.epochMinute());
                    statement.setLong(3, minute.events());
                    statement.setLong(4, minute.bytes());
                    statement.executeUpdate();
                }
            }
            try (PreparedStatement statement =
                    connection.prepareStatement("INSERT OR REPLACE INTO sluice_rollup_positions VALUES (?, ?)")) {
                statement.setString(1, rows.journal());
                statement.setLong(2, rows.upto());
                statement.executeUpdate();
            }
            return rows.upto();
        });
    }

    private static long position(Connection connection, String journal) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT upto_sequence FROM sluice_rollup_positions WHERE journal = ?")) {
            statement.setString(1, journal);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    @Override
    public List<Bucket> history(Instant from, Duration bucket) throws StoreException {
        return buckets("minute >= ?", List.of(utc(from)), bucket);
    }

    @Override
    public List<Bucket> series(String webhookId, Instant from, Instant to, Duration bucket) throws StoreException {
        return buckets("minute >= ? AND minute < ? AND webhook_id = ?", List.of(utc(from), utc(to), webhookId), bucket);
    }

    private List<Bucket> buckets(String where, List<Object> values, Duration bucket) throws StoreException {
        return database.transaction(connection -> {
            List<Bucket> buckets = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT webhook_id, CAST(epoch(minute) AS BIGINT) // %1$d * %1$d AS start,
                        CAST(sum(events) AS BIGINT), CAST(sum(bytes) AS BIGINT)
                    FROM webhook_rollups WHERE %2$s GROUP BY webhook_id, start ORDER BY start, webhook_id""".formatted(bucket.toSeconds(), where))) {
                for (int i = 0; i < values.size(); i++) {
                    statement.setObject(i + 1, values.get(i));
                }
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        buckets.add(new Bucket(
                                rows.getString(1),
                                Instant.ofEpochSecond(rows.getLong(2)),
                                rows.getLong(3),
                                rows.getLong(4)));
                    }
                }
            }
            return buckets;
        });
    }

    @Override
    public Map<String, Long> totals() throws StoreException {
        return database.transaction(connection -> {
            Map<String, Long> totals = new LinkedHashMap<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                            SELECT webhook_id, CAST(sum(events) AS BIGINT)
                            FROM webhook_rollups GROUP BY webhook_id ORDER BY webhook_id""");
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    totals.put(rows.getString(1), rows.getLong(2));
                }
            }
            return totals;
        });
    }

    @Override
    public void writeStats(Instant time, List<WebhookStats> rows) throws StoreException {
        database.transaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    INSERT INTO webhook_stats
                        (id, webhook_id, "timestamp", total, minute, minute_5, minute_15, minute_30, hour, day, week, month)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
                for (WebhookStats row : rows) {
                    statement.setString(1, UUID.randomUUID().toString());
                    statement.setString(2, row.webhookId());
                    statement.setObject(3, utc(time));
                    long[] counts = {
                        row.total(),
                        row.minute(),
                        row.minute5(),
                        row.minute15(),
                        row.minute30(),
                        row.hour(),
                        row.day(),
                        row.week(),
                        row.month()
                    };
                    for (int i = 0; i < counts.length; i++) {
                        statement.setLong(4 + i, counts[i]);
                    }
                    statement.executeUpdate();
                }
            }
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM webhook_stats WHERE \"timestamp\" < ?")) {
                statement.setObject(1, utc(time.minus(STATS_KEPT)));
                return statement.executeUpdate();
            }
        });
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    @Override
    public Health check() {
        try {
            totals();
            return new Health.Healthy();
        } catch (StoreException away) {
            return new Health.Unhealthy(away.getMessage());
        }
    }

    /** The database is shared with the event store, which closes it. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return database.toString();
    }
}
