package io.sluice.stores.clickhouse;

import com.clickhouse.data.ClickHouseFormat;
import io.sluice.core.plugin.Health;
import io.sluice.core.store.NewRows;
import io.sluice.core.store.RollupStore;
import io.sluice.core.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Roll-ups in ClickHouse. The counts of a step are one insert of one block, whose rows also carry the position, so both are there or
 * neither. The insert's deduplication token is the position it starts from: of two inserts from the same position (a second process,
 * or the late one of a process that died) the server keeps the first, and the position is read again afterwards to see which.
 */
public final class ClickHouseRollups implements RollupStore {
    private static final int EVERYTHING = Integer.MAX_VALUE;
    private static final int ATTEMPTS = 3;
    private static final JsonFactory JSON = new JsonFactory();

    /** One block however many rows: a block is what the server takes as a whole, or not at all. */
    private static final Map<String, String> ONE_BLOCK = Map.of(
            "async_insert", "0",
            "input_format_parallel_parsing", "0",
            "max_insert_block_size", "100000000",
            "min_insert_block_size_rows", "0",
            "min_insert_block_size_bytes", "0");

    private final ClickHouseDatabase database;

    public ClickHouseRollups(ClickHouseDatabase database) {
        this.database = database;
    }

    @Override
    public Map<String, Stored> journals() throws StoreException {
        Map<String, Stored> journals = new TreeMap<>();
        for (List<Object> row : ask("""
                SELECT journal, min(sequence), max(sequence) FROM webhook_logs GROUP BY journal""")) {
            journals.put(text(row, 0), new Stored(number(row, 1), number(row, 2)));
        }
        journals.remove("");
        return journals;
    }

    @Override
    public Map<String, Long> positions() throws StoreException {
        Map<String, Long> positions = new TreeMap<>();
        for (List<Object> row : ask("SELECT journal, max(upto_sequence) FROM webhook_rollups GROUP BY journal")) {
            positions.put(text(row, 0), number(row, 1));
        }
        return positions;
    }

    private long position(String journal) throws StoreException {
        return number(
                ask("SELECT max(upto_sequence) FROM webhook_rollups WHERE journal = " + quoted(journal))
                        .getFirst(),
                0);
    }

    @Override
    public NewRows read(String journal, long after, long upto) throws StoreException {
        List<NewRows.SecondCount> counts = new ArrayList<>();
        // Served by the projection by_journal: what lies outside the range is not read.
        for (List<Object> row : ask("""
                SELECT webhook_id, toUnixTimestamp(timestamp) AS second, count(), sum(size)
                FROM webhook_logs
                WHERE journal = %s AND sequence > %d AND sequence <= %d
                GROUP BY webhook_id, second""".formatted(quoted(journal), after, upto))) {
            counts.add(new NewRows.SecondCount(text(row, 0), number(row, 1), number(row, 2), number(row, 3)));
        }
        return new NewRows(journal, after, upto, counts);
    }

    @Override
    public long add(NewRows rows) throws StoreException {
        long before = position(rows.journal());
        if (before > rows.after() || rows.counts().isEmpty()) {
            return Math.max(before, rows.counts().isEmpty() ? rows.upto() : 0);
        }
        byte[] lines = lines(rows);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            insert(
                    "webhook_rollups",
                    List.of("webhook_id", "minute", "journal", "events", "bytes", "upto_sequence"),
                    lines,
                    "rollup:" + rows.journal() + ":" + before + (attempt == 1 ? "" : ":" + attempt));
            long now = position(rows.journal());
            if (now > before) {
                return now;
            }
            // The server writes a token down a moment before the rows: killed in between, it knows the token and has no
            // rows.
            // No insert with that token can come to anything any more, so the next token is safe to take.
        }
        throw new StoreException(
                this + " confirmed an insert into webhook_rollups " + ATTEMPTS + " times and does not show it", null);
    }

    private static byte[] lines(NewRows rows) {
        return lines(json -> {
            for (NewRows.MinuteCount minute : rows.perMinute()) {
                json.writeStartArray();
                json.writeString(minute.webhookId());
                json.writeNumber(minute.epochMinute() * 60);
                json.writeString(rows.journal());
                json.writeNumber(minute.events());
                json.writeNumber(minute.bytes());
                json.writeNumber(rows.upto());
                json.writeEndArray();
            }
        });
    }

    @Override
    public Map<String, Long> totals() throws StoreException {
        Map<String, Long> totals = new LinkedHashMap<>();
        for (List<Object> row :
                ask("SELECT webhook_id, sum(events) FROM webhook_rollups GROUP BY webhook_id ORDER BY webhook_id")) {
            totals.put(text(row, 0), number(row, 1));
        }
        return totals;
    }

    @Override
    public List<Bucket> buckets(Collection<String> webhookIds, Instant from, Instant to, Duration bucket)
            throws StoreException {
        if (webhookIds.isEmpty()) {
            return List.of();
        }
        List<Bucket> buckets = new ArrayList<>();
        for (List<Object> row : ask("""
                SELECT webhook_id, intDiv(toUnixTimestamp(minute), %1$d) * %1$d AS start, sum(events), sum(bytes)
                FROM webhook_rollups
                WHERE webhook_id IN (%2$s) AND toUnixTimestamp(minute) >= %3$d AND toUnixTimestamp(minute) < %4$d
                GROUP BY webhook_id, start
                ORDER BY start, webhook_id""".formatted(
                        bucket.toSeconds(),
                        webhookIds.stream().map(ClickHouseRollups::quoted).collect(Collectors.joining(", ")),
                        from.getEpochSecond(),
                        to.getEpochSecond()))) {
            buckets.add(
                    new Bucket(text(row, 0), Instant.ofEpochSecond(number(row, 1)), number(row, 2), number(row, 3)));
        }
        return buckets;
    }

    @Override
    public void writeStats(Instant time, List<WebhookStats> rows) throws StoreException {
        byte[] lines = lines(json -> {
            for (WebhookStats row : rows) {
                json.writeStartArray();
                json.writeString(UUID.randomUUID().toString());
                json.writeString(row.webhookId());
                json.writeNumber(time.getEpochSecond());
                json.writeNumber(row.total());
                json.writeNumber(row.minute());
                json.writeNumber(row.minute5());
                json.writeNumber(row.minute15());
                json.writeNumber(row.minute30());
                json.writeNumber(row.hour());
                json.writeNumber(row.day());
                json.writeNumber(row.week());
                json.writeNumber(row.month());
                json.writeEndArray();
            }
        });
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
                "");
    }

    private void insert(String table, List<String> columns, byte[] lines, String token) throws StoreException {
        Map<String, String> settings = new TreeMap<>(ONE_BLOCK);
        settings.put("insert_deduplicate", token.isEmpty() ? "0" : "1");
        settings.put("insert_deduplication_token", token);
        database.insert(table, columns, ClickHouseFormat.JSONCompactEachRow, settings, out -> out.write(lines));
    }

    private static byte[] lines(Consumer<JsonGenerator> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            rows.accept(json);
        }
        return bytes.toByteArray();
    }

    private List<List<Object>> ask(String sql) throws StoreException {
        return database.query(sql, Map.of(), EVERYTHING).rows();
    }

    private static String text(List<Object> row, int column) {
        return (String) row.get(column);
    }

    private static long number(List<Object> row, int column) {
        return ((Number) row.get(column)).longValue();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
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
