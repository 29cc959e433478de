package io.sluice.bench.report;

import io.sluice.bench.load.InstanceResult;
import io.sluice.bench.load.LoadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Formatter;
import java.util.Locale;

/** The report as one page that needs nothing else: no scripts, pictures drawn inline, light or dark as the reader's system is. */
public final class HtmlReport {
    private final Report report;
    private final LoadResult result;
    private final StringBuilder text = new StringBuilder(64 * 1024);
    private final Formatter out = new Formatter(text, Locale.ROOT);

    private HtmlReport(Report report) {
        this.report = report;
        this.result = report.result();
    }

    /** Writes the file, replacing one that is there. */
    public static void write(Report report, Path file) throws IOException {
        Files.writeString(file, of(report));
    }

    /** The page. */
    static String of(Report report) {
        HtmlReport page = new HtmlReport(report);
        page.head();
        page.checks();
        page.overall();
        page.charts();
        page.instances();
        page.errors();
        page.out.format("</body></html>%n");
        return page.text.toString();
    }

    private void head() {
        text.append(Html.head("Sluice load test"));
        out.format(
                "<h1>Sluice load test</h1>%n<p class=\"dim\">%s<br>%s<br>%s</p>%n",
                Html.escape(result.started().toString()),
                Html.escape(report.describeLoad()),
                Html.escape(report.machine().describe()));
    }

    private void checks() {
        check(CheckLines.stats(report.stats()));
        check(String.join("\n", CheckLines.log(report.log(), result.withoutId())));
    }

    private void check(String sentences) {
        String tone = sentences.contains("agrees") ? "good" : sentences.contains("DIFFERS") ? "bad" : "";
        out.format("<p class=\"check %s\">%s</p>%n", tone, Html.escape(sentences));
    }

    private void overall() {
        Figures figures = Figures.of(result.latency());
        out.format("<h2>Overall</h2><table>%n");
        out.format("<tr><td>Total</td><td>%,d</td></tr>%n", result.total());
        out.format(
                "<tr><td>Successful</td><td>%,d (%.2f %%)</td></tr>%n",
                result.successful(), Figures.share(result.successful(), result.total()));
        out.format(
                "<tr><td>Failed</td><td>%,d (%.2f %%)</td></tr>%n",
                result.failed(), Figures.share(result.failed(), result.total()));
        out.format("<tr><td>Time</td><td>%,.2f s</td></tr>%n", result.elapsed().toNanos() / 1e9);
        out.format(
                "<tr><td>Requests per second</td><td>%,.2f</td></tr>%n",
                Figures.rate(result.total(), result.elapsed()));
        out.format(
                "<tr><td>Successful per second</td><td>%,.2f</td></tr>%n",
                Figures.rate(result.successful(), result.elapsed()));
        out.format(
                "</table>%n<h2>Latency of successful requests, ms</h2><table><tr><th>average</th><th>deviation</th><th>min</th>");
        Figures.PERCENTILES.forEach(percentile -> out.format("<th>%s</th>", Figures.name(percentile)));
        out.format(
                "<th>max</th></tr>%n<tr><td>%,.2f</td><td>%,.2f</td><td>%,.2f</td>",
                figures.average(), figures.deviation(), figures.min());
        figures.percentiles().forEach(value -> out.format("<td>%,.2f</td>", value));
        out.format("<td>%,.2f</td></tr></table>%n", figures.max());
    }

    private void charts() {
        text.append(LoadCharts.throughput(result.timeline()).svg());
        text.append(LoadCharts.latency(result.timeline()).svg());
        text.append(LoadCharts.percentiles(result.latency()).svg());
    }

    private void instances() {
        out.format(
                "<h2>Per instance</h2><table><tr><th></th><th>total</th><th>successful</th><th>failed</th><th>average ms</th><th>p50 ms</th><th>p99 ms</th><th>per s</th></tr>%n");
        for (InstanceResult instance : result.instances()) {
            Figures figures = Figures.of(instance.latency());
            long total = instance.successful() + instance.failed();
            out.format(
                    "<tr><td>%s</td><td>%,d</td><td>%,d</td><td>%,d</td><td>%,.2f</td><td>%,.2f</td><td>%,.2f</td><td>%,.1f</td></tr>%n",
                    Html.escape(instance.target().name()),
                    total,
                    instance.successful(),
                    instance.failed(),
                    figures.average(),
                    figures.median(),
                    figures.percentiles().get(4),
                    Figures.rate(total, result.elapsed()));
        }
        out.format("</table>%n");
    }

    private void errors() {
        out.format("<h2>Errors</h2>%n");
        if (result.errors().isEmpty()) {
            out.format("<p>none</p>%n");
            return;
        }
        out.format("<table><tr><th>kind</th><th>count</th></tr>%n");
        result.errors()
                .forEach(error -> out.format(
                        "<tr><td>%s</td><td>%,d</td></tr>%n", Html.escape(error.getKey()), error.getValue()));
        out.format("</table>%n");
    }
}
