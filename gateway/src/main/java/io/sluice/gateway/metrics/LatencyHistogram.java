package io.sluice.gateway.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * A histogram that costs two additions a value. Bounds double from 128 µs to 16.8 s, so that a bucket is found by counting leading
 * zeros.
 */
public final class LatencyHistogram implements Collector {
    private static final int FIRST_SHIFT = 7;
    private static final int BOUNDS = 18;

    private final String name;
    private final String help;
    private final LongAdder[] counts = new LongAdder[BOUNDS + 1];
    private final LongAdder sumMicros = new LongAdder();

    LatencyHistogram(String name, String help) {
        this.name = name;
        this.help = help;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** Counts one value. Negative ones, of a clock that stepped back, count as zero. */
    public void recordMicros(long micros) {
        long value = Math.max(0, micros);
        // Bound number i is 2^(7+i) µs, itself included.
        int bucket = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, value - 1)) - FIRST_SHIFT);
        counts[Math.min(bucket, BOUNDS)].increment();
        sumMicros.add(value);
    }

    @Override
    public MetricSnapshot collect() {
        List<Double> bounds = new ArrayList<>();
        List<Long> values = new ArrayList<>();
        for (int i = 0; i <= BOUNDS; i++) {
            bounds.add(i < BOUNDS ? (1L << (FIRST_SHIFT + i)) / 1e6 : Double.POSITIVE_INFINITY);
            values.add(counts[i].sum());
        }
        return HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .labels(Labels.EMPTY)
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, values))
                        .sum(sumMicros.sum() / 1e6)
                        .build())
                .build();
    }
}
