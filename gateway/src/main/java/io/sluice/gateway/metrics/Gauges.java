package io.sluice.gateway.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToDoubleFunction;

/** Registers what is asked for its value when somebody looks, and kept for as long as the registry lives. */
final class Gauges {
    private final MeterRegistry registry;

    Gauges(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * @param name in Micrometer's notation: words parted by dots, unit last
     * @param labels names and values in turn; none of them from a sender
     */
    <T> Gauges gauge(String name, String help, T source, ToDoubleFunction<T> value, String... labels) {
        Gauge.builder(name, source, value)
                .description(help)
                .tags(Tags.of(labels))
                .strongReference(true)
                .register(registry);
        return this;
    }

    /** @param labels names and values in turn; none of them from a sender */
    <T> Gauges counter(String name, String help, T source, ToDoubleFunction<T> value, String... labels) {
        FunctionCounter.builder(name, source, value)
                .description(help)
                .tags(Tags.of(labels))
                .register(registry);
        return this;
    }
}
