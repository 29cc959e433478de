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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Roll-ups in DuckDB: counts and position change in one transaction. */
public final class DuckDbRollups implements RollupStore {
    private static final Duration STATS_KEPT = Duration.ofDays(30);

    private final DuckDbDatabase database;

    public DuckDbRollups(DuckDbDatabase database) {
        this.database = database;
    }

    @Override
    public Map<String, Stored> journals() throws StoreException {
        return pairs("SELECT journal, last_sequence FROM sluice_cursors").entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new Stored(1, entry.getValue())));
    }

    @Override
    public Map<String, Long> positions() throws StoreException {
        return pairs("SELECT journal, upto_sequence FROM sluice_rollup_positions");
    }

    @Override
    public NewRows read(String journal, long after, long upto) throws StoreException {
        return database.transaction(connection -> {
            List<NewRows.SecondCount> counts = new ArrayList<>();
            // Rows lie in the order in which they came: all row groups but those of the range are left out by their
            // bounds.
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
            return new NewRows(journal, after, upto, counts);
        });
    }

    @Override
    public long add(NewRows rows) throws StoreException {
        return database.transaction(connection -> {
            long now = position(connection, rows.journal());
            if (now > rows.after()) {
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
    public Map<String, Long> totals() throws StoreException {
        return pairs("SELECT webhook_id, CAST(sum(events) AS BIGINT) FROM webhook_rollups GROUP BY webhook_id");
    }

    @Override
    public List<Bucket> buckets(Collection<String> webhookIds, Instant from, Instant to, Duration bucket)
            throws StoreException {
        return database.transaction(connection -> {
            List<Bucket> buckets = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT webhook_id, CAST(epoch(minute) AS BIGINT) // ? * ? AS start,
                        CAST(sum(events) AS BIGINT), CAST(sum(bytes) AS BIGINT)
                    FROM webhook_rollups
                    WHERE list_contains(?, webhook_id) AND epoch(minute) >= ? AND epoch(minute) < ?
                    GROUP BY webhook_id, start
                    ORDER BY start, webhook_id""")) {
                statement.setLong(1, bucket.toSeconds());
                statement.setLong(2, bucket.toSeconds());
                statement.setArray(3, connection.createArrayOf("VARCHAR", webhookIds.toArray()));
                statement.setLong(4, from.getEpochSecond());
                statement.setLong(5, to.getEpochSecond());
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

    /** A text and a number a row, sorted by the text. */
    private Map<String, Long> pairs(String sql) throws StoreException {
        return database.transaction(connection -> {
            Map<String, Long> pairs = new TreeMap<>();
            try (PreparedStatement statement = connection.prepareStatement(sql);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    pairs.put(rows.getString(1), rows.getLong(2));
                }
            }
            return pairs;
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
        try (Connection connection = database.connect()) {
            return connection.isClosed() ? new Health.Unhealthy(this + " is closed") : new Health.Healthy();
        } catch (StoreException | SQLException away) {
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
