package io.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.store.NewRows;
import io.sluice.core.store.StoreException;
import io.sluice.stack.ClickHouseServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ClickHouseRollupsIT extends RollupContract {
    private static ClickHouseServer server;

    @BeforeAll
    static void start() {
        server = ClickHouseServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    EventLog open() {
        return new ClickHouseEventLog(server.httpPort());
    }

    private ClickHouseEventLog clickHouse() {
        return (ClickHouseEventLog) log;
    }

    @Test
    void a_pass_reads_what_is_new_and_not_what_is_stored() throws StoreException {
        rollups.positions(); // makes the tables
        clickHouse().execute("""
                INSERT INTO webhook_logs (id, webhook_id, timestamp, journal, sequence, size)
                SELECT toString(number), concat('hook', toString(number % 50)), toDateTime('2026-11-01 00:00:00', 'UTC') + number,
                    concat('journal', toString(number % 5)), intDiv(number, 5) + 1, 100
                FROM numbers(1000000)""");
        for (String journal : List.of("journal0", "journal1", "journal2", "journal3", "journal4")) {
            rollups.add(rollups.read(journal, 0, 200_000));
        }
        log.append("journal3", 200_001, many(10, "hook1", 0));

        long before = clickHouse().rowsRead();
        long last = rollups.journals().get("journal3").last();
        long position = rollups.positions().get("journal3");
        NewRows rows = rollups.read("journal3", position, last);
        rollups.add(rows);
        long read = clickHouse().rowsRead() - before;

        assertThat(rows.counts())
                .singleElement()
                .satisfies(count -> assertThat(count.events()).isEqualTo(10));
        // A granule of 8,192 rows is the least that the server reads of a part.
        assertThat(read).isLessThan(3 * 8_192).isPositive();
    }

    @Test
    void a_token_that_the_server_knows_without_its_rows_does_not_stop_the_counting() throws StoreException {
        log.append("a", 1, many(5, "orders", 0));
        rollups.positions();
        // As after a kill between the server's note of the token and the rows becoming visible.
        clickHouse().execute("""
                INSERT INTO webhook_rollups (webhook_id, minute, journal, events, bytes, upto_sequence)
                SETTINGS insert_deduplication_token = 'rollup:a:0' VALUES ('other', 0, 'other', 0, 0, 0)""");

        assertThat(rollups.add(rollups.read("a", 0, 5))).isEqualTo(5);

        assertThat(rollups.totals()).containsEntry("orders", 5L);
    }

    @Test
    void a_step_of_very_many_counts_is_one_part() throws StoreException {
        List<NewRows.SecondCount> counts = new ArrayList<>();
        for (int i = 0; i < 300_000; i++) {
            counts.add(new NewRows.SecondCount("hook" + i, NOON.getEpochSecond(), 1, 100));
        }

        assertThat(rollups.add(new NewRows("a", 0, 300_000, counts))).isEqualTo(300_000);

        assertThat(log.number("""
                SELECT count() FROM system.parts WHERE active AND database = currentDatabase() AND table = 'webhook_rollups'""")).isEqualTo(1);
        assertThat(log.number("SELECT sum(events) FROM webhook_rollups")).isEqualTo(300_000);
    }
}
