package io.sluice.stores.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.config.ClickHouseConnection;
import io.sluice.core.event.EventId;
import io.sluice.core.journal.JournalRef;
import io.sluice.core.store.EventBatch;
import io.sluice.core.store.LogRow;
import io.sluice.core.store.StoreException;
import io.sluice.stack.ClickHouseServer;
import io.sluice.stores.schema.Migration;
import io.sluice.stores.schema.Migrations;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table that an earlier version has made and filled. */
class ClickHouseUpgradeIT {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final JournalRef JOURNAL = new JournalRef("journal1", "webhook-1");
    private static final long STORED = 100_000;

    private static ClickHouseServer server;

    private final String database = "upgrade_" + DATABASES.incrementAndGet();

    @BeforeAll
    static void startServer() {
        server = ClickHouseServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    /** The steps 1 and 2 as they were taken then, and two journals with two parts of 50,000 rows each, of three webhooks. */
    @BeforeEach
    void makeAnOldTable() throws Exception {
        send("CREATE DATABASE " + database, "default");
        send(
                "CREATE TABLE sluice_migrations (number UInt32, name String, applied_at DateTime('UTC') DEFAULT now())"
                        + " ENGINE = ReplacingMergeTree ORDER BY number",
                database);
        for (Migration step : Migrations.of("clickhouse").steps().subList(0, 2)) {
            for (String statement : step.statements()) {
                send(statement, database);
            }
            send("INSERT INTO sluice_migrations (number, name) VALUES (" + step.number() + ", 'old')", database);
        }
        for (long first = 0; first < STORED; first += 50_000) {
            fill("journal1", first);
            fill("journal2", first);
        }
    }

    private void fill(String journal, long first) throws Exception {
        send("""
                INSERT INTO webhook_logs (id, webhook_id, timestamp, payload, headers, journal, sequence)
                SELECT concat('%1$s:', toString(number)), concat('hook', toString(number %% 3)),
                    toDateTime('2026-11-01 00:00:00', 'UTC') + intDiv(number, 1000), '{}', '{}', '%1$s', number + 1
                FROM numbers(%2$d, 50000)
                SETTINGS max_insert_block_size = 1048576""".formatted(journal, first), database);
    }

    private void send(String sql, String inside) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + "/?database=" + inside))
                            .POST(HttpRequest.BodyPublishers.ofString(sql))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
    }

    private ClickHouseDatabase open() {
        return new ClickHouseDatabase(
                new ClickHouseConnection("127.0.0.1", server.httpPort(), false, database, "default", ""));
    }

    private static EventBatch batch(long first, long last) {
        List<LogRow> rows = LongStream.rangeClosed(first, last)
                .mapToObj(ClickHouseUpgradeIT::row)
                .toList();
        return new EventBatch(JOURNAL, first, last, rows, true);
    }

    private static LogRow row(long sequence) {
        byte[] text = ("{\"a\": \"" + "x".repeat(400) + "\"}")
                .getBytes(StandardCharsets.US_ASCII); // 40,000 of them are over 10 MB
        return new LogRow(
                new EventId(0x0193b0c27d1e7000L, sequence),
                "hook0",
                "",
                sequence,
                1_793_491_200_000_000L,
                "192.0.2.1",
                "application/json",
                text.length,
                1,
                text,
                text);
    }

    private static long number(ClickHouseDatabase database, String sql) throws StoreException {
        return ((Number) database.query(sql, Map.of(), 1).rows().getFirst().getFirst()).longValue();
    }

    @Test
    void a_table_that_an_earlier_version_filled_keeps_its_rows() throws StoreException {
        try (ClickHouseDatabase upgraded = open()) {
            upgraded.ping();
            assertThat(number(upgraded, "SELECT uniqExact(journal, sequence) FROM webhook_logs"))
                    .isEqualTo(2 * STORED);
            LogTable table = new LogTable(upgraded);
            assertThat(table.missing(batch(STORED - 9, STORED + 10))).hasSize(10);
            assertThat(table.highest("journal1")).isEqualTo(STORED);
        }
    }

    @Test
    void a_batch_after_the_upgrade_goes_into_one_file_for_all_columns() throws StoreException {
        try (ClickHouseDatabase upgraded = open()) {
            upgraded.ping();
            upgraded.execute("SYSTEM STOP MERGES webhook_logs"); // or the part that is looked for may be gone already
            EventBatch batch = batch(STORED + 1, STORED + 40_000);

            new LogTable(upgraded).insert(batch, batch.rows(), "token");

            assertThat(upgraded.query(
                                    "SELECT part_type FROM system.parts WHERE active AND database = currentDatabase()"
                                            + " AND table = 'webhook_logs' AND level = 0 AND rows = 40000",
                                    Map.of(),
                                    10)
                            .rows())
                    .containsExactly(List.of("Compact"));
        }
    }
}
