package io.sluice.bench.report;

import io.sluice.bench.check.LogOutcome;
import io.sluice.bench.check.StatsOutcome;
import io.sluice.bench.load.InstanceResult;
import io.sluice.bench.load.LoadResult;
import io.sluice.bench.load.Timeline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.AbstractHistogram;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The report as one JSON object. Latencies are in milliseconds, times in seconds; the names say so. */
public final class JsonReport {
    private final Report report;
    private final JsonGenerator json;

    private JsonReport(Report report, JsonGenerator json) {
        this.report = report;
        this.json = json;
    }

    /** Writes the file, replacing one that is there. */
    public static void write(Report report, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator json =
                        new JsonFactory().createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            new JsonReport(report, json).all();
        }
    }

    private void all() {
        LoadResult result = report.result();
        json.writeStartObject();
        json.writeStringProperty("started", result.started().toString());
        json.writeStringProperty("load", report.describeLoad());
        machine();
        json.writeObjectPropertyStart("overall");
        totals(result.successful(), result.failed());
        json.writeNumberProperty("seconds", result.elapsed().toNanos() / 1e9);
        json.writeNumberProperty("requests_per_second", Figures.rate(result.total(), result.elapsed()));
        json.writeNumberProperty("successful_per_second", Figures.rate(result.successful(), result.elapsed()));
        json.writeEndObject();
        latency(result.latency());
        instances(result);
        json.writeObjectPropertyStart("errors");
        result.errors().forEach(error -> json.writeNumberProperty(error.getKey(), error.getValue()));
        json.writeEndObject();
        checks();
        timeline(result.timeline());
        json.writeEndObject();
    }

    private void machine() {
        Machine machine = report.machine();
        json.writeObjectPropertyStart("machine");
        json.writeNumberProperty("cores", machine.cores());
        json.writeStringProperty("processor", machine.processor());
        json.writeNumberProperty("memory_bytes", machine.memoryBytes());
        json.writeStringProperty("jvm", machine.jvm());
        json.writeStringProperty("kernel", machine.kernel());
        json.writeEndObject();
    }

    private void totals(long successful, long failed) {
        json.writeNumberProperty("total", successful + failed);
        json.writeNumberProperty("successful", successful);
        json.writeNumberProperty("failed", failed);
    }

    private void latency(AbstractHistogram histogram) {
        Figures figures = Figures.of(histogram);
        json.writeObjectPropertyStart("latency_ms");
        json.writeNumberProperty("average", figures.average());
        json.writeNumberProperty("median", figures.median());
        json.writeNumberProperty("standard_deviation", figures.deviation());
        json.writeNumberProperty("min", figures.min());
        json.writeNumberProperty("max", figures.max());
        for (int i = 0; i < Figures.PERCENTILES.size(); i++) {
            json.writeNumberProperty(
                    Figures.name(Figures.PERCENTILES.get(i)),
                    figures.percentiles().get(i));
        }
        json.writeEndObject();
    }

    private void instances(LoadResult result) {
        json.writeArrayPropertyStart("instances");
        for (InstanceResult instance : result.instances()) {
            json.writeStartObject();
            json.writeStringProperty("name", instance.target().name());
            totals(instance.successful(), instance.failed());
            json.writeNumberProperty(
                    "requests_per_second", Figures.rate(instance.successful() + instance.failed(), result.elapsed()));
            latency(instance.latency());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void checks() {
        json.writeObjectPropertyStart("stats");
        switch (report.stats()) {
            case StatsOutcome.NotChecked not -> notChecked(not.reason());
            case StatsOutcome.Checked checked -> {
                json.writeStringProperty("outcome", checked.agrees() ? "agrees" : "differs");
                json.writeNumberProperty("counted", checked.counted());
                json.writeNumberProperty("acknowledged", checked.acknowledged());
            }
        }
        json.writeEndObject();
        json.writeObjectPropertyStart("event_log");
        switch (report.log()) {
            case LogOutcome.NotChecked not -> notChecked(not.reason());
            case LogOutcome.Unreachable away -> notChecked(away.cause());
            case LogOutcome.Checked checked -> log(checked);
        }
        json.writeNumberProperty("answers_without_id", report.result().withoutId());
        json.writeEndObject();
    }

    private void notChecked(String reason) {
        json.writeStringProperty("outcome", "not checked");
        json.writeStringProperty("reason", reason);
    }

    private void log(LogOutcome.Checked checked) {
        json.writeStringProperty("outcome", checked.agrees() ? "agrees" : "differs");
        json.writeNumberProperty("acknowledged", checked.acknowledged());
        json.writeNumberProperty("missing", checked.missing());
        json.writeNumberProperty("double", checked.doubled());
        json.writeNumberProperty("repeated_ids", checked.repeated());
        json.writeNumberProperty("not_acknowledged", checked.unknown());
        checked.visibleAfter()
                .ifPresent(after -> json.writeNumberProperty("last_row_visible_after_seconds", after.toNanos() / 1e9));
        json.writeArrayPropertyStart("examples");
        checked.examples().forEach(id -> json.writeString(id.toString()));
        json.writeEndArray();
    }

    private void timeline(Timeline timeline) {
        json.writeObjectPropertyStart("timeline");
        json.writeNumberProperty("interval_seconds", timeline.width().toNanos() / 1e9);
        json.writeArrayPropertyStart("intervals");
        List<Timeline.Interval> intervals = timeline.intervals();
        for (Timeline.Interval interval : intervals) {
            Figures figures = Figures.of(interval.latency());
            json.writeStartObject();
            json.writeNumberProperty("successful", interval.successful());
            json.writeNumberProperty("failed", interval.failed());
            json.writeNumberProperty("p50_ms", figures.median());
            json.writeNumberProperty("p99_ms", figures.percentiles().get(4));
            json.writeNumberProperty("max_ms", figures.max());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
