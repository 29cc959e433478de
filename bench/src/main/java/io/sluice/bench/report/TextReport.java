package io.sluice.bench.report;

import io.sluice.bench.load.InstanceResult;
import io.sluice.bench.load.LoadResult;
import java.util.Formatter;
import java.util.Locale;

/** The report for the terminal, in the order that users of the older load test know. */
public final class TextReport {
    private final Formatter out = new Formatter(new StringBuilder(2_000), Locale.ROOT);
    private final Report report;
    private final LoadResult result;

    private TextReport(Report report) {
        this.report = report;
        this.result = report.result();
    }

    /** The whole report, with line ends. */
    public static String of(Report report) {
        TextReport writer = new TextReport(report);
        writer.overall();
        writer.latency();
        writer.instances();
        writer.errors();
        writer.checks();
        return writer.out.toString();
    }

    private void overall() {
        out.format("Load: %s%n", report.describeLoad());
        out.format("Machine: %s%n", report.machine().describe());
        title("Overall");
        long total = result.total();
        out.format("  %-24s %,14d%n", "Total", total);
        out.format(
                "  %-24s %,14d  (%.2f %%)%n",
                "Successful", result.successful(), Figures.share(result.successful(), total));
        out.format("  %-24s %,14d  (%.2f %%)%n", "Failed", result.failed(), Figures.share(result.failed(), total));
        out.format("  %-24s %,14.2f  s%n", "Time", result.elapsed().toNanos() / 1e9);
        out.format("  %-24s %,14.2f%n", "Requests per second", Figures.rate(total, result.elapsed()));
        out.format("  %-24s %,14.2f%n", "Successful per second", Figures.rate(result.successful(), result.elapsed()));
    }

    private void latency() {
        Figures figures = Figures.of(result.latency());
        title("Latency of successful requests, ms"
                + (report.plan().rate().isPresent() ? ", from the time at which each was due" : ""));
        out.format("  %-24s %,14.2f%n", "Average", figures.average());
        out.format("  %-24s %,14.2f%n", "Median", figures.median());
        out.format("  %-24s %,14.2f%n", "Standard deviation", figures.deviation());
        out.format("  %-24s %,14.2f%n", "Min", figures.min());
        out.format("  %-24s %,14.2f%n", "Max", figures.max());
        title("Percentiles, ms");
        for (int i = 0; i < Figures.PERCENTILES.size(); i++) {
            out.format(
                    "  %-24s %,14.2f%n",
                    Figures.name(Figures.PERCENTILES.get(i)),
                    figures.percentiles().get(i));
        }
    }

    private void instances() {
        title("Per instance");
        out.format(
                "  %-28s %10s %10s %8s %9s %9s %9s %10s%n",
                "", "total", "success", "failed", "avg ms", "p50 ms", "p99 ms", "per s");
        for (InstanceResult instance : result.instances()) {
            Figures figures = Figures.of(instance.latency());
            long total = instance.successful() + instance.failed();
            out.format(
                    "  %-28s %,10d %,10d %,8d %,9.2f %,9.2f %,9.2f %,10.1f%n",
                    instance.target().name(),
                    total,
                    instance.successful(),
                    instance.failed(),
                    figures.average(),
                    figures.median(),
                    figures.percentiles().get(4),
                    Figures.rate(total, result.elapsed()));
        }
    }

    private void errors() {
        title("Errors");
        if (result.errors().isEmpty()) {
            out.format("  none%n");
        }
        result.errors().forEach(error -> out.format("  %,10d  %s%n", error.getValue(), error.getKey()));
    }

    private void checks() {
        title("Checks");
        out.format("  %s%n", CheckLines.stats(report.stats()));
        CheckLines.log(report.log(), result.withoutId()).forEach(sentence -> out.format("  %s%n", sentence));
    }

    private void title(String title) {
        out.format("%n%s%n", title);
    }
}
