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
 * A histogram that costs two additions a value: each bound is twice the one before, so that a bucket is found by counting leading
 * zeros. Thread-safe.
 */
public final class DoublingHistogram implements Collector {
    private final String name;
    private final String help;
    private final int firstShift;
    private final double perUnit;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    /**
     * @param firstShift the first bound is 2 to the power of this
     * @param bounds how many there are
     * @param perUnit by how much values and bounds are divided when they are shown, such as 1e6 for microseconds shown as seconds
     */
    DoublingHistogram(String name, String help, int firstShift, int bounds, double perUnit) {
        this.name = name;
        this.help = help;
        this.firstShift = firstShift;
        this.perUnit = perUnit;
        this.counts = new LongAdder[bounds + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** Counts one value. Negative ones, of a clock that stepped back, count as zero. */
    public void record(long value) {
        long counted = Math.max(0, value);
        // Bound number i is 2^(firstShift+i), itself included.
        int bucket = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, counted - 1)) - firstShift);
        counts[Math.min(bucket, counts.length - 1)].increment();
        sum.add(counted);
    }

    @Override
    public MetricSnapshot collect() {
        List<Double> bounds = new ArrayList<>();
        List<Long> values = new ArrayList<>();
        int last = counts.length - 1;
        for (int i = 0; i <= last; i++) {
            bounds.add(i < last ? (1L << (firstShift + i)) / perUnit : Double.POSITIVE_INFINITY);
            values.add(counts[i].sum());
        }
        return HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .labels(Labels.EMPTY)
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, values))
                        .sum(sum.sum() / perUnit)
                        .build())
                .build();
    }
}
