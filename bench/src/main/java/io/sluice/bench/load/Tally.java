package io.sluice.bench.load;

import io.sluice.bench.check.AcknowledgedIds;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What one lane saw. Written by one event loop, read when the load is over. */
final class Tally {
    private final Histogram latency = new Histogram(Timeline.HIGHEST_MICROS, 3);
    private final Map<String, Long> errors = new HashMap<>();
    private final AcknowledgedIds ids = new AcknowledgedIds();
    private final Timeline timeline;
    private final Progress progress;
    private final long start;
    private long withoutId;
    private long failed;
    private long lastEnd;

    /** @param start the load's first moment, of {@code System.nanoTime} */
    Tally(Timeline timeline, Progress progress, long start) {
        this.timeline = timeline;
        this.progress = progress;
        this.start = start;
        this.lastEnd = start;
    }

    void success(long intended, long now) {
        long micros = Math.clamp((now - intended) / 1000, 0, Timeline.HIGHEST_MICROS);
        latency.recordValue(micros);
        timeline.success(now - start, micros);
        progress.successful();
        lastEnd = now;
    }

    void acknowledged(long idHigh, long idLow) {
        ids.add(idHigh, idLow);
    }

    void acknowledgedWithoutId() {
        withoutId++;
    }

    void failure(String kind, long now) {
        failures(kind, 1, now);
    }

    void failures(String kind, long count, long now) {
        if (count == 0) {
            return;
        }
        errors.merge(kind, count, Long::sum);
        failed += count;
        timeline.failure(now - start, count);
        progress.failed(count);
        lastEnd = now;
    }

    Histogram latency() {
        return latency;
    }

    Map<String, Long> errors() {
        return errors;
    }

    AcknowledgedIds ids() {
        return ids;
    }

    long withoutId() {
        return withoutId;
    }

    long failed() {
        return failed;
    }

    /** When the last request ended, of {@code System.nanoTime}. */
    long lastEnd() {
        return lastEnd;
    }
}
