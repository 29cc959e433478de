package io.sluice.bench.report;

import io.sluice.bench.load.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.AbstractHistogram;

/** The charts of a load test. */
final class LoadCharts {
    private static final int TIME_LABELS = 8;

    private LoadCharts() {}

    /** Successful and failed requests a second, over time. */
    static Chart throughput(Timeline timeline) {
        double seconds = timeline.width().toNanos() / 1e9;
        return new Chart(
                "Throughput",
                "/s",
                List.of(
                        line(timeline, "successful", "a", interval -> interval.successful() / seconds),
                        line(timeline, "failed", "c", interval -> interval.failed() / seconds)),
                timeLabels(timeline));
    }

    /** Median, p99 and the highest latency, over time. */
    static Chart latency(Timeline timeline) {
        return new Chart(
                "Latency over time",
                "ms",
                List.of(
                        line(
                                timeline,
                                "p50",
                                "a",
                                interval -> interval.latency().getValueAtPercentile(50) / 1000.0),
                        line(
                                timeline,
                                "p99",
                                "b",
                                interval -> interval.latency().getValueAtPercentile(99) / 1000.0),
                        line(
                                timeline,
                                "max",
                                "c",
                                interval -> interval.latency().getMaxValue() / 1000.0)),
                timeLabels(timeline));
    }

    /** Latency by percentile; each step to the right is ten times rarer. */
    static Chart percentiles(AbstractHistogram latency) {
        int nines = 5;
        List<Chart.Point> points = new ArrayList<>();
        for (double x = 0; x <= 1.0001; x += 0.01) {
            double percentile = 100 - 100 / Math.pow(10, x * nines);
            points.add(new Chart.Point(x, latency.getValueAtPercentile(percentile) / 1000.0));
        }
        List<Chart.Label> labels = new ArrayList<>();
        for (String label : List.of("50", "90", "99", "99.9", "99.99", "99.999")) {
            double x = Math.log10(100 / (100 - Double.parseDouble(label))) / nines;
            labels.add(new Chart.Label(x, "p" + label));
        }
        return new Chart("Latency by percentile", "ms", List.of(new Chart.Line("latency", "a", points)), labels);
    }

    private static Chart.Line line(
            Timeline timeline, String name, String style, ToDoubleFunction<Timeline.Interval> value) {
        List<Timeline.Interval> intervals = timeline.intervals();
        List<Chart.Point> points = new ArrayList<>();
        for (int i = 0; i < intervals.size(); i++) {
            points.add(new Chart.Point((i + 0.5) / intervals.size(), value.applyAsDouble(intervals.get(i))));
        }
        return new Chart.Line(name, style, points);
    }

    private static List<Chart.Label> timeLabels(Timeline timeline) {
        double lasted = timeline.intervals().size() * (timeline.width().toNanos() / 1e9);
        List<Chart.Label> labels = new ArrayList<>();
        for (int i = 0; i <= TIME_LABELS; i++) {
            double share = i / (double) TIME_LABELS;
            labels.add(new Chart.Label(share, Scale.number(Math.round(share * lasted * 10) / 10.0) + " s"));
        }
        return labels;
    }
}
