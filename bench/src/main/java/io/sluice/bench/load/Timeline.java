package io.sluice.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.IntCountsHistogram;

/**
 * What happened when: counts and latencies of successful requests by interval of the load. Starts with intervals of a second; when
 * there are many, neighbours are merged and the intervals double, so that memory stays bounded. Not thread-safe.
 */
public final class Timeline {
    /** More intervals than this are merged. */
    static final int MAX_INTERVALS = 600;

    /** Latencies above this, in microseconds, count as this. */
    static final long HIGHEST_MICROS = 3_600_000_000L;

    private static final int DIGITS = 2;

    private long intervalNanos = 1_000_000_000L;
    private List<Interval> intervals = new ArrayList<>();

    /** One stretch of time. */
    public static final class Interval {
        private final IntCountsHistogram latency = new IntCountsHistogram(HIGHEST_MICROS, DIGITS);
        private long failed;

        /** Latencies of the successful requests that ended in it, in microseconds, to two digits. */
        public IntCountsHistogram latency() {
            return latency;
        }

        /** How many requests ended well in it. */
        public long successful() {
            return latency.getTotalCount();
        }

        /** How many requests failed in it. */
        public long failed() {
            return failed;
        }

        private void add(Interval other) {
            latency.add(other.latency);
            failed += other.failed;
        }
    }

    /** The intervals' length. */
    public Duration width() {
        return Duration.ofNanos(intervalNanos);
    }

    /** From the load's start, without gaps. */
    public List<Interval> intervals() {
        return List.copyOf(intervals);
    }

    void success(long nanosFromStart, long micros) {
        at(nanosFromStart).latency.recordValue(Math.clamp(micros, 0, HIGHEST_MICROS));
    }

    void failure(long nanosFromStart, long count) {
        at(nanosFromStart).failed += count;
    }

    /** Takes in what another timeline of the same load has. */
    void add(Timeline other) {
        while (other.intervalNanos > intervalNanos) {
            merge();
        }
        for (int i = 0; i < other.intervals.size(); i++) {
            at(i * other.intervalNanos).add(other.intervals.get(i));
        }
    }

    private Interval at(long nanosFromStart) {
        long nanos = Math.max(0, nanosFromStart);
        while (nanos / intervalNanos >= MAX_INTERVALS) {
            merge();
        }
        int index = (int) (nanos / intervalNanos);
        while (intervals.size() <= index) {
            intervals.add(new Interval());
        }
        return intervals.get(index);
    }

    private void merge() {
        List<Interval> wider = new ArrayList<>();
        for (int i = 0; i < intervals.size(); i += 2) {
            Interval interval = intervals.get(i);
            if (i + 1 < intervals.size()) {
                interval.add(intervals.get(i + 1));
            }
            wider.add(interval);
        }
        intervals = wider;
        intervalNanos *= 2;
    }
}
