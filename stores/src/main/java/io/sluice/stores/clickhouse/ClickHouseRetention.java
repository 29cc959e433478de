package io.sluice.stores.clickhouse;

import io.sluice.core.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long {@code webhook_logs} keeps rows: the table's TTL. It is altered when it says something else, and a TTL that was not made
 * here is left alone unless days are asked for.
 */
final class ClickHouseRetention {
    private static final Pattern OURS = Pattern.compile("TTL timestamp \\+ toIntervalDay\\((\\d+)\\)");

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
        database.execute(
                days == 0
                        ? "ALTER TABLE webhook_logs REMOVE TTL"
                        : "ALTER TABLE webhook_logs MODIFY TTL timestamp + toIntervalDay(" + days + ")");
    }
}
