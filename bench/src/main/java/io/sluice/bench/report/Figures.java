package io.sluice.bench.report;

import java.time.Duration;
import java.util.List;
import org.HdrHistogram.AbstractHistogram;

/**
 * The latency figures of a report, in milliseconds; the histogram behind them keeps three digits. All zero when nothing was
 * measured.
 *
 * @param percentiles in the order of {@link #PERCENTILES}
 */
public record Figures(
        long count, double average, double median, double deviation, double min, double max, List<Double> percentiles) {

    /** The percentiles that a report gives. */
    public static final List<Double> PERCENTILES = List.of(50.0, 75.0, 90.0, 95.0, 99.0, 99.9);

    private static final double MICROS = 1000.0;

    /** @param micros latencies in microseconds */
    public static Figures of(AbstractHistogram micros) {
        if (micros.getTotalCount() == 0) {
            return new Figures(
                    0, 0, 0, 0, 0, 0, PERCENTILES.stream().map(_ -> 0.0).toList());
        }
        return new Figures(
                micros.getTotalCount(),
                micros.getMean() / MICROS,
                micros.getValueAtPercentile(50) / MICROS,
                micros.getStdDeviation() / MICROS,
                micros.getMinValue() / MICROS,
                micros.getMaxValue() / MICROS,
                PERCENTILES.stream()
                        .map(percentile -> micros.getValueAtPercentile(percentile) / MICROS)
                        .toList());
    }

    /** How many a second that is; zero for no time. */
    public static double rate(long count, Duration elapsed) {
        return elapsed.isZero() ? 0 : count * 1e9 / elapsed.toNanos();
    }

    /** A share of a whole in per cent; zero of nothing. */
    public static double share(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    /** A percentile as reports name it: {@code p99.9}. */
    public static String name(double percentile) {
        return percentile == Math.rint(percentile) ? "p" + (int) percentile : "p" + percentile;
    }
}
