package io.sluice.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.event.EventId;
import io.sluice.core.journal.JournalRef;
import io.sluice.core.plugin.Health;
import io.sluice.core.store.EventBatch;
import io.sluice.core.store.EventStore;
import io.sluice.core.store.LogRow;
import io.sluice.core.store.Rows;
import io.sluice.core.store.StoreException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every event store does, whichever it is. */
public abstract class EventStoreContract {
    /** 2026-11-23T12:00:00Z, in microseconds. */
    protected static final long NOON = 1_795_435_200_000_000L;

    protected static final JournalRef JOURNAL = new JournalRef("0193b0c2-7d1e-7c3a-9f5e-0a1b2c3d4e5f", "webhook-1");

    private EventStore store;

    /** Opens the test's own store, which is empty at first; again after it was closed, with all it held. */
    protected abstract EventStore open();

    @BeforeEach
    void begin() {
        store = open();
    }

    @AfterEach
    void end() {
        store.close();
    }

    /** The same store as a process sees it that was started anew. */
    private void restart() {
        store.close();
        store = open();
    }

    protected static EventBatch batch(long first, long last) {
        return batch(JOURNAL, first, last);
    }

    protected static EventBatch batch(JournalRef journal, long first, long last) {
        List<LogRow> rows = LongStream.rangeClosed(first, last)
                .mapToObj(sequence -> row(journal, sequence, "{\"n\":" + sequence + "}"))
                .toList();
        return new EventBatch(journal, first, last, rows, false);
    }

    private static EventBatch single(long sequence, String payload) {
        return new EventBatch(JOURNAL, sequence, sequence, List.of(row(JOURNAL, sequence, payload)), false);
    }

    private static LogRow row(JournalRef journal, long sequence, String payload) {
        byte[] bytes = payload.getBytes(UTF_8);
        return new LogRow(
                new EventId(
                        0x0193b0c27d1e7000L, 0x8000000000000000L | journal.id().hashCode() * 1_000_003L + sequence),
                sequence % 2 == 0 ? "orders" : "shop/orders",
                sequence % 2 == 0 ? "" : "shop",
                sequence,
                NOON + sequence,
                "192.0.2.1",
                "application/json",
                bytes.length,
                450,
                bytes,
                "{\"host\":\"example.com\"}".getBytes(UTF_8));
    }

    private List<List<Object>> ask(String sql) throws StoreException {
        return store.query(sql, 1_000_000).rows();
    }

    private long number(String sql) throws StoreException {
        return ((Number) ask(sql).getFirst().getFirst()).longValue();
    }

    private void assertEachOnce(long events) throws StoreException {
        assertThat(number("SELECT count(*) FROM webhook_logs")).isEqualTo(events);
        assertThat(number("SELECT count(DISTINCT id) FROM webhook_logs")).isEqualTo(events);
    }

    @Test
    void a_row_has_the_columns_of_the_compatible_format_and_those_that_analysis_needs() throws StoreException {
        store.append(batch(1, 1));

        assertThat(ask("""
                SELECT id, webhook_id, payload, headers, namespace, instance, journal, sequence, source,
                       content_type, size, received_us, accept_latency_us
                FROM webhook_logs""").getFirst().stream().map(String::valueOf))
                .containsExactly(
                        row(JOURNAL, 1, "").id().toString(),
                        "shop/orders",
                        "{\"n\":1}",
                        "{\"host\":\"example.com\"}",
                        "shop",
                        "webhook-1",
                        JOURNAL.id(),
                        "1",
                        "192.0.2.1",
                        "application/json",
                        "7",
                        Long.toString(NOON + 1),
                        "450");
        assertThat(ask("SELECT timestamp FROM webhook_logs")
                        .getFirst()
                        .getFirst()
                        .toString())
                .startsWith("2026-11-23")
                .contains("12:00:00");
        assertThat(number("SELECT count(*) FROM webhook_logs WHERE created_at >= timestamp - INTERVAL 1 DAY"))
                .isBetween(0L, 1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count() FROM webhook_logs",
                "SELECT webhook_id, count() as count FROM webhook_logs GROUP BY webhook_id",
                "SELECT * FROM webhook_logs LIMIT 5"
            })
    void the_documented_queries_work_as_they_stand(String sql) throws StoreException {
        store.append(batch(1, 10));

        assertThat(ask(sql)).hasSize(sql.contains("GROUP") ? 2 : sql.contains("*") ? 5 : 1);
    }

    @Test
    void a_batch_whose_answer_was_lost_is_stored_once_however_often_it_comes() throws StoreException {
        EventBatch batch = batch(1, 100);
        store.append(batch);
        store.append(batch.again());
        store.append(batch.again());

        assertEachOnce(100);
    }

    @Test
    void a_batch_that_a_dead_process_had_sent_is_stored_once() throws StoreException {
        store.append(batch(1, 100));
        restart();
        store.append(batch(1, 100).again());

        assertEachOnce(100);
    }

    @Test
    void a_batch_that_overlaps_what_is_stored_brings_only_what_is_missing() throws StoreException {
        store.append(batch(1, 100));
        restart();
        store.append(batch(51, 150).again());
        store.append(batch(151, 160));

        assertEachOnce(160);
    }

    @Test
    void journals_do_not_get_into_each_others_way() throws StoreException {
        store.append(batch(1, 50));
        store.append(batch(new JournalRef("another", "webhook-2"), 1, 50));

        assertEachOnce(100);
    }

    @Test
    void a_batch_of_nothing_but_skipped_records_is_fine() throws StoreException {
        store.append(new EventBatch(JOURNAL, 1, 3, List.of(), false));
        store.append(batch(4, 5));

        assertEachOnce(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "'; DROP TABLE webhook_logs; --", "\\ \" \t \r\n \0 end", "größer 🏠 \uFFFD", "NULL", "\\N"})
    void odd_payloads_come_back_as_they_were(String payload) throws StoreException {
        store.append(single(1, payload));

        assertThat(ask("SELECT payload FROM webhook_logs").getFirst().getFirst())
                .isEqualTo(payload);
    }

    @Test
    void a_payload_of_megabytes_comes_back_whole() throws StoreException {
        String payload = "x".repeat(3 << 20);
        store.append(single(1, payload));

        assertThat(number("SELECT length(payload) FROM webhook_logs")).isEqualTo(payload.length());
    }

    @Test
    void every_row_keeps_its_own_texts_however_many_there_are() throws StoreException {
        store.append(batchOfMany(20_000));

        assertEachOnce(20_000);
        assertThat(
                        number(
                                "SELECT count(*) FROM webhook_logs WHERE source = concat('größer-', CAST(sequence % 700 AS VARCHAR))"))
                .isEqualTo(20_000);
        assertThat(number("SELECT count(*) FROM webhook_logs WHERE webhook_id = CAST(sequence AS VARCHAR)"))
                .isEqualTo(20_000);
        assertThat(
                        number(
                                "SELECT count(*) FROM webhook_logs WHERE payload = concat('{\"n\":', CAST(sequence AS VARCHAR), '}')"))
                .isEqualTo(20_000);
    }

    /** Rows of which each has another webhook, and hundreds have another source. */
    protected static EventBatch batchOfMany(int rows) {
        List<LogRow> many = LongStream.rangeClosed(1, rows)
                .mapToObj(sequence -> withTexts(row(JOURNAL, sequence, "{\"n\":" + sequence + "}")))
                .toList();
        return new EventBatch(JOURNAL, 1, rows, many, false);
    }

    private static LogRow withTexts(LogRow row) {
        return new LogRow(
                row.id(),
                Long.toString(row.sequence()),
                row.sequence() % 3 == 0 ? "" : "shop",
                row.sequence(),
                row.receivedMicros(),
                "größer-" + row.sequence() % 700,
                row.contentType(),
                row.size(),
                row.acceptLatencyMicros(),
                row.payload(),
                row.headers());
    }

    @Test
    void no_more_rows_are_read_than_asked_for() throws StoreException {
        store.append(batch(1, 100));
        Rows rows = store.query("SELECT sequence AS n FROM webhook_logs ORDER BY n", 3);

        assertThat(rows.columns()).containsExactly("n");
        assertThat(rows.rows()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM webhook_logs WHERE 1 = 1",
                "DROP TABLE webhook_logs",
                "INSERT INTO webhook_logs (id) VALUES ('x')"
            })
    void a_query_cannot_change_anything(String sql) throws StoreException {
        store.append(batch(1, 10));

        assertThatThrownBy(() -> ask(sql)).isInstanceOf(StoreException.class);
        assertEachOnce(10);
    }

    @Test
    void a_wrong_query_is_answered_with_what_is_wrong() throws StoreException {
        store.append(batch(1, 1));

        assertThatThrownBy(() -> ask("SELECT nonsense FROM webhook_logs"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("nonsense");
        assertThat(number("SELECT count(*) FROM webhook_logs")).isEqualTo(1);
    }

    @Test
    void a_store_that_can_be_reached_is_healthy() {
        assertThat(store.check()).isEqualTo(new Health.Healthy());
    }
}
