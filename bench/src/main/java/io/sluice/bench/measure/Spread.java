package io.sluice.bench.measure;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The median of some values, and the lowest and highest beside it. */
public record Spread(double median, double low, double high) {

    /**
     * Of a property of some things.
     *
     * @throws IllegalArgumentException when there are none
     */
    public static <T> Spread of(List<T> things, ToDoubleFunction<T> property) {
        double[] sorted = things.stream().mapToDouble(property).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("there is no median of nothing");
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
