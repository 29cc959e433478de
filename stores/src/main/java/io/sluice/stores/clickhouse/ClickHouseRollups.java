package io.sluice.stores.clickhouse;

import com.clickhouse.data.ClickHouseFormat;
import io.sluice.core.plugin.Health;
import io.sluice.core.store.NewRows;
import io.sluice.core.store.RollupStore;
import io.sluice.core.store.Rows;
import io.sluice.core.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Roll-ups in ClickHouse. The counts of a pass are one insert whose rows also carry the position, so both are there or neither. The
 * insert's deduplication token is the position it starts from: of two inserts from the same position (a second process, or the late
 * one of a process that died) the server keeps the first, and the position is read again afterwards to see which.
 */
public final class ClickHouseRollups implements RollupStore {
    private static final int EVERYTHING = Integer.MAX_VALUE;

    private final ClickHouseDatabase database;

    public ClickHouseRollups(ClickHouseDatabase database) {
        this.database = database;
    }

    @Override
    public List<String> journals() throws StoreException {
        return ask("SELECT DISTINCT journal FROM sluice_journals ORDER BY journal").stream()
                .map(row -> (String) row.get(0))
                .toList();
    }

    @Override
    public Map<String, Long> positions() throws StoreException {
        Map<String, Long> positions = new TreeMap<>();
        for (List<Object> row : ask("SELECT journal, max(upto_sequence) FROM webhook_rollups GROUP BY journal")) {
            positions.put((String) row.get(0), number(row.get(1)));
        }
        return positions;
    }

    @Override
    public NewRows read(String journal, long after, long most) throws StoreException {
        List<NewRows.SecondCount> counts = new ArrayList<>();
        long upto = after;
        // Served by the projection by_journal: only what lies behind the position is read.
        for (List<Object> row : ask("""
                SELECT webhook_id, toUnixTimestamp(timestamp) AS second, count(), sum(size), max(sequence)
                FROM webhook_logs
                WHERE journal = %s AND sequence > %d AND sequence <= %d
                GROUP BY webhook_id, second""".formatted(quoted(journal), after, after + most))) {
            counts.add(new NewRows.SecondCount(
                    (String) row.get(0), number(row.get(1)), number(row.get(2)), number(row.get(3))));
            upto = Math.max(upto, number(row.get(4)));
        }
        if (upto == after) {
            upto = skipGap(journal, after, most);
        }
        return new NewRows(journal, after, upto, counts);
    }

    /** Sequences that are no events (readiness probes) leave gaps; a gap longer than one reading is stepped over. */
    private long skipGap(String journal, long after, long most) throws StoreException {
        List<List<Object>> next = ask("SELECT min(sequence) FROM webhook_logs WHERE journal = %s AND sequence > %d"
                .formatted(quoted(journal), after + most));
        long first = next.isEmpty() ? 0 : number(next.getFirst().getFirst());
        return first == 0 ? after : first - 1;
    }

    @Override
    public long add(NewRows rows) throws StoreException {
        if (rows.counts().isEmpty()) {
            return rows.upto(); // nothing to write: the position that is kept stays behind, which costs one look at an
            // empty range
        }
        List<NewRows.MinuteCount> minutes = rows.perMinute();
        StringBuilder lines = new StringBuilder();
        for (NewRows.MinuteCount minute : minutes) {
            lines.append('[').append(json(rows.journal())).append(',').append(minute.epochMinute() * 60);
            lines.append(',').append(json(minute.webhookId())).append(',').append(minute.events());
            lines.append(',')
                    .append(minute.bytes())
                    .append(',')
                    .append(rows.upto())
                    .append("]\n");
        }
        insert(
                "webhook_rollups",
                List.of("journal", "minute", "webhook_id", "events", "bytes", "upto_sequence"),
                lines,
                "rollup:" + rows.journal() + ":" + rows.after());
        // Whoever counted from this position counted its first rows, and so wrote to one of these minutes.
        List<List<Object>> now = ask(
                "SELECT max(upto_sequence) FROM webhook_rollups WHERE journal = %s AND minute BETWEEN toDateTime(%d, 'UTC') AND toDateTime(%d, 'UTC')"
                        .formatted(
                                quoted(rows.journal()),
                                minutes.getFirst().epochMinute() * 60,
                                minutes.getLast().epochMinute() * 60));
        return number(now.getFirst().getFirst());
    }

    @Override
    public List<Bucket> history(Instant from, Duration bucket) throws StoreException {
        return buckets("minute >= toDateTime(%d, 'UTC')".formatted(from.getEpochSecond()), bucket);
    }

    @Override
    public List<Bucket> series(String webhookId, Instant from, Instant to, Duration bucket) throws StoreException {
        return buckets(
                "webhook_id = %s AND minute >= toDateTime(%d, 'UTC') AND minute < toDateTime(%d, 'UTC')"
                        .formatted(quoted(webhookId), from.getEpochSecond(), to.getEpochSecond()),
                bucket);
    }

    private List<Bucket> buckets(String where, Duration bucket) throws StoreException {
        List<Bucket> buckets = new ArrayList<>();
        for (List<Object> row : ask("""
                SELECT webhook_id, intDiv(toUnixTimestamp(minute), %1$d) * %1$d AS start, sum(events), sum(bytes)
                FROM webhook_rollups WHERE %2$s GROUP BY webhook_id, start""".formatted(bucket.toSeconds(), where))) {
            buckets.add(new Bucket(
                    (String) row.get(0),
                    Instant.ofEpochSecond(number(row.get(1))),
                    number(row.get(2)),
                    number(row.get(3))));
        }
        buckets.sort(Comparator.comparing(Bucket::start).thenComparing(Bucket::webhookId));
        return buckets;
    }

    @Override
    public Map<String, Long> totals() throws StoreException {
        Map<String, Long> totals = new LinkedHashMap<>();
        for (List<Object> row :
                ask("SELECT webhook_id, sum(events) FROM webhook_rollups GROUP BY webhook_id ORDER BY webhook_id")) {
            totals.put((String) row.get(0), number(row.get(1)));
        }
        return totals;
    }

    @Override
    public void writeStats(Instant time, List<WebhookStats> rows) throws StoreException {
        StringBuilder lines = new StringBuilder();
        for (WebhookStats row : rows) {
            lines.append("[\"").append(UUID.randomUUID()).append("\",").append(json(row.webhookId()));
            for (long value : new long[] {
                time.getEpochSecond(),
                row.total(),
                row.minute(),
                row.minute5(),
                row.minute15(),
                row.minute30(),
                row.hour(),
                row.day(),
                row.week(),
                row.month()
            }) {
                lines.append(',').append(value);
            }
            lines.append("]\n");
        }
        insert(
                "webhook_stats",
                List.of(
                        "id",
                        "webhook_id",
                        "timestamp",
                        "total",
                        "minute",
                        "minute_5",
                        "minute_15",
                        "minute_30",
                        "hour",
                        "day",
                        "week",
                        "month"),
                lines,
                "stats:" + UUID.randomUUID());
    }

    private void insert(String table, List<String> columns, StringBuilder lines, String token) throws StoreException {
        byte[] body = lines.toString().getBytes(StandardCharsets.UTF_8);
        database.insert(
                table,
                columns,
                ClickHouseFormat.JSONCompactEachRow,
                Map.of("insert_deduplicate", "1", "insert_deduplication_token", token),
                out -> out.write(body));
    }

    private List<List<Object>> ask(String sql) throws StoreException {
        Rows rows = database.query(sql, Map.of(), EVERYTHING);
        return rows.rows();
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Webhook ids and journal ids are plain ASCII without quotes by their own rules; what is not is escaped all the same. */
    private static String json(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars()
                .forEach(c ->
                        out.append(c == '"' || c == '\\' || c < ' ' ? "\\u%04x".formatted(c) : Character.toString(c)));
        return out.append('"').toString();
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
