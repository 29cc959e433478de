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
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1c2430; --dim: #667; --line: #d8dde6; --paper: #fff; --a: #1668b8; --b: #b26a00; --c: #c0262d; --good: #14783c; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --dim: #98a2b0; --line: #333c49; --paper: #14181e; --a: #62aef0; --b: #f0b04a; --c: #ff7b7b; --good: #5fd08b; } }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 900px; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.5rem; margin-bottom: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; } .dim { color: var(--dim); }
            table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
            th, td { text-align: right; padding: .25rem .6rem; border-bottom: 1px solid var(--line); } th:first-child, td:first-child { text-align: left; }
            figure { margin: 1.5rem 0; } figcaption { font-weight: 600; } .key { font-weight: 400; margin-left: .8rem; }
            .key.a { color: var(--a); } .key.b { color: var(--b); } .key.c { color: var(--c); }
            svg { width: 100%; height: auto; } svg text { font-size: 11px; fill: var(--dim); } text.y { text-anchor: end; } text.x { text-anchor: middle; }
            line.grid { stroke: var(--line); } polyline { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
            polyline.a { stroke: var(--a); } polyline.b { stroke: var(--b); } polyline.c { stroke: var(--c); }
            .check { padding: .6rem 1rem; border-left: 4px solid var(--dim); margin: .5rem 0; white-space: pre-line; } .good { border-color: var(--good); } .bad { border-color: var(--c); }
            """;

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
        out.format("<!doctype html>%n<html lang=\"en\"><head><meta charset=\"utf-8\">%n");
        out.format(
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">%n<title>Sluice load test</title>%n");
        text.append("<style>\n").append(STYLE).append("</style></head><body>\n");
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
