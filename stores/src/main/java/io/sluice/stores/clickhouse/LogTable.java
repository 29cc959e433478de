package io.sluice.stores.clickhouse;

import com.clickhouse.data.ClickHouseFormat;
import io.sluice.core.store.EventBatch;
import io.sluice.core.store.LogRow;
import io.sluice.core.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** What is done with the table {@code webhook_logs}: an insert is one block, and so one part that is there whole or not at all. */
final class LogTable {
    /** More rows and bytes than any batch has, so that the server neither cuts a batch nor waits for more. */
    private static final Map<String, String> ONE_BLOCK = Map.of(
            "async_insert", "0",
            "insert_deduplicate", "1",
            "max_insert_block_size", "1048576",
            "min_insert_block_size_rows", "1048576",
            "min_insert_block_size_bytes", "268435456");

    private final ClickHouseDatabase database;
    /** Its buffers have grown to what a block takes; a second insert at the same time makes its own. */
    private final AtomicReference<LogColumns> spare = new AtomicReference<>();

    LogTable(ClickHouseDatabase database) {
        this.database = database;
    }

    /** Inserts rows under a token; the server ignores it if it remembers the token. */
    void insert(EventBatch batch, Collection<LogRow> rows, String token) throws StoreException {
        Map<String, String> settings = new HashMap<>(ONE_BLOCK);
        settings.put("insert_deduplication_token", token);
        database.insert("webhook_logs", LogColumns.NAMES, ClickHouseFormat.Native, settings, out -> {
            LogColumns kept = spare.getAndSet(null);
            LogColumns columns = kept != null ? kept : new LogColumns();
            columns.write(rows, batch.journal(), out);
            if (columns.worthKeeping()) {
                spare.set(columns);
            }
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

    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
