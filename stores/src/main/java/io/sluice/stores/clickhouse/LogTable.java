package io.sluice.stores.clickhouse;

import com.clickhouse.data.ClickHouseFormat;
import io.sluice.core.store.EventBatch;
import io.sluice.core.store.LogRow;
import io.sluice.core.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is done with the table {@code webhook_logs}: an insert is one block, and so one part that is there whole or not at all. */
final class LogTable {
    private static final List<String> COLUMNS = List.of(
            "id",
            "webhook_id",
            "timestamp",
            "payload",
            "headers",
            "namespace",
            "instance",
            "journal",
            "sequence",
            "source",
            "content_type",
            "size",
            "received_us",
            "accept_latency_us");

    /** More rows and bytes than any batch has, so that the server neither cuts a batch nor waits for more. */
    private static final Map<String, String> ONE_BLOCK = Map.of(
            "async_insert", "0",
            "insert_deduplicate", "1",
            "max_insert_block_size", "1048576",
            "min_insert_block_size_rows", "1048576",
            "min_insert_block_size_bytes", "268435456");

    private final ClickHouseDatabase database;

    LogTable(ClickHouseDatabase database) {
        this.database = database;
    }

    /** Inserts rows under a token; the server ignores it if it remembers the token. */
    void insert(EventBatch batch, Collection<LogRow> rows, String token) throws StoreException {
        Map<String, String> settings = new HashMap<>(ONE_BLOCK);
        settings.put("insert_deduplication_token", token);
        database.insert("webhook_logs", COLUMNS, ClickHouseFormat.RowBinary, settings, out -> {
            RowBinary binary = new RowBinary(out);
            for (LogRow row : rows) {
                write(row, batch, binary);
            }
            binary.flush();
        });
    }

    /** The rows of a batch that the table does not have. Read from the projection by_journal, at the cost of the range. */
    List<LogRow> missing(EventBatch batch) throws StoreException {
        Set<Long> stored = new HashSet<>();
        for (List<Object> row : ask("SELECT sequence FROM webhook_logs WHERE journal = "
                + quoted(batch.journal().id()) + " AND sequence BETWEEN " + batch.firstSequence() + " AND "
                + batch.lastSequence())) {
            stored.add(((Number) row.getFirst()).longValue());
        }
        List<LogRow> missing = new ArrayList<>();
        for (LogRow row : batch.rows()) {
            if (!stored.contains(row.sequence())) {
                missing.add(row);
            }
        }
        return missing;
    }

    /** The highest sequence of a journal in the table; 0 when it has none. */
    long highest(String journal) throws StoreException {
        List<List<Object>> rows = ask("SELECT sequence FROM webhook_logs WHERE journal = " + quoted(journal)
                + " ORDER BY sequence DESC LIMIT 1");
        return rows.isEmpty() ? 0 : ((Number) rows.getFirst().getFirst()).longValue();
    }

    private List<List<Object>> ask(String sql) throws StoreException {
        return database.query(sql, Map.of(), Integer.MAX_VALUE).rows();
    }

    private static void write(LogRow row, EventBatch batch, RowBinary out) throws IOException {
        out.id(row.id());
        out.text(row.webhookId());
        out.int32((int) Math.clamp(Math.floorDiv(row.receivedMicros(), 1_000_000L), 0L, 0xFFFF_FFFFL));
        out.bytes(row.payload());
        out.bytes(row.headers());
        out.text(row.namespace());
        out.text(batch.journal().instance());
        out.text(batch.journal().id());
        out.int64(row.sequence());
        out.text(row.source());
        out.text(row.contentType());
        out.int32(row.size());
        out.int64(row.receivedMicros());
        out.int32(row.acceptLatencyMicros());
    }

    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
