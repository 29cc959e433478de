package io.sluice.gateway.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/** A histogram of times, in seconds for who reads it. Bounds double from 128 µs to 16.8 s. Thread-safe, cheap. */
public final class LatencyHistogram implements Collector {
    private static final int FIRST_SHIFT = 7;
    private static final int BOUNDS = 18;

    private final DoublingHistogram micros;

    LatencyHistogram(String name, String help) {
        this.micros = new DoublingHistogram(name, help, FIRST_SHIFT, BOUNDS, 1e6);
    }

    /** Counts one value. Negative ones, of a clock that stepped back, count as zero. */
    public void recordMicros(long value) {
        micros.record(value);
    }

    @Override
    public MetricSnapshot collect() {
        return micros.collect();
    }
}
