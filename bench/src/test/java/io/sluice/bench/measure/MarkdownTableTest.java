package io.sluice.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.bench.wire.Payload;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTableTest {

    private static Sample sample(double perSecond, long failed, double p99) {
        return new Sample(perSecond, failed, 2, p99, 30, 1.5, 0.5, 0.25, 4_000, 200L << 20, 0.75);
    }

    private static Pair pair(double floor, double gateway, double p99) {
        return new Pair(sample(floor, 1, 1), sample(gateway, 2, p99));
    }

    @Test
    void the_share_is_the_median_of_the_rounds_and_not_the_ratio_of_medians() {
        // Shares 0.5, 0.9 and 0.6, while the medians of both servers are 2,000 and 1,000.
        Setting setting = new Setting(
                new Payload.Numbered(),
                1_000,
                List.of(pair(2_000, 1_000, 5), pair(1_000, 900, 9), pair(4_000, 2_400, 7)),
                500,
                new Pair(sample(500, 0, 1), sample(500, 0, 3)));

        assertThat(MarkdownTable.of(List.of(setting)).lines().toList().get(2))
                .contains("| 1,000 | 2,000 | 1,000 | **0.60** (0.50 to 0.90) |")
                .contains("| 7.0 (5.0 to 9.0) |")
                .contains("| at 500/s: 2.0, 3.0, 30.0 (2.0, 1.0, 30.0) |")
                .contains("| 200 MiB |")
                .endsWith("| 9 |");
    }

    @Test
    void every_row_has_as_many_cells_as_the_head() {
        Setting setting = new Setting(new Payload.Numbered(), 200, List.of(pair(2, 1, 5)), 1, pair(1, 1, 3));

        List<String> lines = MarkdownTable.of(List.of(setting, setting)).lines().toList();

        assertThat(lines).hasSize(4);
        assertThat(lines)
                .extracting(line -> line.chars().filter(c -> c == '|').count())
                .containsOnly(15L);
    }
}
