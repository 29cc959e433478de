package io.sluice.bench.prove;

/** A stretch of time on the clock of {@link System#nanoTime}. */
record Span(long fromNanos, long toNanos) {

    boolean touches(long from, long to) {
        return fromNanos - to <= 0 && from - toNanos <= 0;
    }

    double seconds() {
        return (toNanos - fromNanos) / 1e9;
    }
}
