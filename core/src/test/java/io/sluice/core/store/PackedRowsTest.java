package io.sluice.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.event.EventId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows outside the heap come back as they were, in order, as often as they are asked for. */
class PackedRowsTest {
    private final Random random = new Random(7);

    @Test
    void rows_come_back_as_they_were_in_order() {
        try (PackedRows packed = new PackedRows()) {
            List<LogRow> rows = rows(2_000);
            packed.addAll(rows);

            assertThat(packed).hasSize(2_000);
            assertThat(shown(packed)).isEqualTo(shown(rows));
            assertThat(shown(packed)).as("a second time").isEqualTo(shown(rows));
        }
    }

    @Test
    void a_row_may_be_larger_than_any_chunk_of_memory() {
        try (PackedRows packed = new PackedRows()) {
            List<LogRow> rows = List.of(row(1, 3), row(2, 5 << 20), row(3, 0), row(4, 3 << 20));
            packed.addAll(rows);

            assertThat(shown(packed)).isEqualTo(shown(rows));
        }
    }

    @Test
    void without_rows_there_is_nothing_to_read() {
        try (PackedRows packed = new PackedRows()) {
            assertThat(packed).isEmpty();
            assertThat(packed.iterator().hasNext()).isFalse();
        }
    }

    @Test
    void rows_that_were_given_back_are_not_read_by_mistake() {
        PackedRows packed = new PackedRows();
        packed.add(row(1, 10));
        packed.close();

        assertThatThrownBy(() -> packed.iterator().next()).isInstanceOf(IllegalStateException.class);
    }

    /** Everything of each row; of the large pieces their length and hash. */
    private static List<String> shown(Collection<LogRow> rows) {
        return rows.stream()
                .map(row -> "%s %s %s %d %d %s %s %d %d %s %s"
                        .formatted(
                                row.id(),
                                row.webhookId(),
                                row.namespace(),
                                row.sequence(),
                                row.receivedMicros(),
                                row.source(),
                                row.contentType(),
                                row.size(),
                                row.acceptLatencyMicros(),
                                shown(row.payload()),
                                shown(row.headers())))
                .toList();
    }

    private static String shown(byte[] bytes) {
        return bytes.length + ":" + Arrays.hashCode(bytes);
    }

    private List<LogRow> rows(int count) {
        List<LogRow> rows = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            rows.add(row(i, random.nextInt(500)));
        }
        return rows;
    }

    private LogRow row(long sequence, int payload) {
        byte[] body = new byte[payload];
        random.nextBytes(body);
        byte[] headers = new byte[random.nextInt(300)];
        random.nextBytes(headers);
        String webhook = "webhook-" + random.nextInt(5);
        return new LogRow(
                new EventId(random.nextLong(), random.nextLong()),
                "ns/" + webhook,
                "ns",
                sequence,
                random.nextLong(),
                "10.0.0." + random.nextInt(9),
                random.nextBoolean() ? "" : "application/json",
                random.nextInt(),
                random.nextInt(),
                body,
                headers);
    }
}
