package io.sluice.stores.clickhouse;

import io.sluice.core.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long {@code webhook_logs} keeps rows: the table's TTL, altered when it says something else.
 */
final class ClickHouseRetention {
    private static final Pattern OURS = Pattern.compile("timestamp \\+ toIntervalDay\\((\\d+)\\)(?! RECOMPRESS)");
    /** As in 001_webhook_logs.sql: a table has one TTL clause, so it is written along. */
    private static final String RECOMPRESSION = "timestamp + toIntervalDay(1) RECOMPRESS CODEC(ZSTD(3))";

    private final ClickHouseDatabase database;
    private final int days;

    /** @param days 0 keeps everything */
    ClickHouseRetention(ClickHouseDatabase database, int days) {
        this.database = database;
        this.days = days;
    }

    void apply() throws StoreException {
        List<List<Object>> tables = database.query(
                        "SELECT engine_full FROM system.tables WHERE database = currentDatabase() AND name = 'webhook_logs'",
                        Map.of(),
                        1)
                .rows();
        Matcher found = OURS.matcher(
                tables.isEmpty() ? "" : String.valueOf(tables.getFirst().getFirst()));
        int now = found.find() ? Integer.parseInt(found.group(1)) : 0;
        if (now == days) {
            return;
        }
        String deletion = days == 0 ? "" : "timestamp + toIntervalDay(" + days + "), ";
        database.execute("ALTER TABLE webhook_logs MODIFY TTL " + deletion + RECOMPRESSION);
    }
}
