package io.sluice.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void a_known_set_has_its_known_figures() {
        Histogram micros = new Histogram(3);
        for (int value : new int[] {2, 4, 4, 4, 5, 5, 7, 9}) { // the textbook set: mean 5, deviation 2
            micros.recordValue(value * 1000L);
        }

        Figures figures = Figures.of(micros);

        assertThat(figures.count()).isEqualTo(8);
        assertThat(figures.average()).isCloseTo(5, Percentage.withPercentage(0.2));
        assertThat(figures.deviation()).isCloseTo(2, Percentage.withPercentage(0.2));
        assertThat(figures.median()).isCloseTo(4, Percentage.withPercentage(0.2));
        assertThat(figures.min()).isCloseTo(2, Percentage.withPercentage(0.2));
        assertThat(figures.max()).isCloseTo(9, Percentage.withPercentage(0.2));
    }

    @Test
    void percentiles_of_one_to_a_thousand_are_where_they_must_be() {
        Histogram micros = new Histogram(3);
        for (int value = 1; value <= 1000; value++) {
            micros.recordValue(value * 1000L);
        }

        Figures figures = Figures.of(micros);

        double[] expected = {500, 750, 900, 950, 990, 999};
        for (int i = 0; i < expected.length; i++) {
            assertThat(figures.percentiles().get(i)).isCloseTo(expected[i], Percentage.withPercentage(0.2));
        }
        assertThat(figures.deviation()).isCloseTo(288.675, Percentage.withPercentage(0.2));
    }

    @Test
    void nothing_measured_is_zero_and_not_a_number_gone_wrong() {
        Figures figures = Figures.of(new Histogram(3));

        assertThat(figures.average()).isZero();
        assertThat(figures.percentiles()).containsOnly(0.0).hasSize(Figures.PERCENTILES.size());
        assertThat(Figures.rate(0, Duration.ZERO)).isZero();
        assertThat(Figures.share(0, 0)).isZero();
    }

    @Test
    void rates_and_shares_are_plain_division() {
        assertThat(Figures.rate(500, Duration.ofMillis(250))).isCloseTo(2_000, within(1e-9));
        assertThat(Figures.share(1, 8)).isCloseTo(12.5, within(1e-9));
        assertThat(Figures.name(99.9)).isEqualTo("p99.9");
        assertThat(Figures.name(50)).isEqualTo("p50");
    }
}
