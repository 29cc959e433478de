package io.sluice.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.gateway.quarantine.Dropped;
import io.sluice.gateway.quarantine.QuarantineFolder;
import io.sluice.gateway.quarantine.QuarantineObserver;
import io.sluice.gateway.recorded.Released;
import io.sluice.gateway.recorded.Released.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What is kept in the quarantine, and what becomes of it. A webhook's series appear with its first request there. */
public final class QuarantineMeters implements QuarantineObserver, Consumer<Released> {
    private final MeterRegistry registry;
    private final Map<String, Counters> webhooks = new ConcurrentHashMap<>();
    private volatile QuarantineFolder folder;

    /** One webhook's. */
    private record Counters(Counter kept, Map<Dropped, Counter> dropped, Map<Outcome, Counter> released) {}

    public QuarantineMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Shows from now on what is there. */
    public void watch(QuarantineFolder watched) {
        folder = watched;
        new Gauges(registry)
                .gauge(
                        "sluice.quarantine.bytes",
                        "Disk that refused requests take which are kept apart",
                        watched,
                        QuarantineFolder::bytes)
                .gauge(
                        "sluice.quarantine.max.bytes",
                        "The most of it; beyond it the oldest are dropped",
                        watched,
                        QuarantineFolder::mostBytes);
        watched.webhooks().forEach(this::of);
    }

    @Override
    public void kept(String webhook) {
        of(webhook).kept().increment();
    }

    @Override
    public void dropped(String webhook, Dropped why) {
        of(webhook).dropped().get(why).increment();
    }

    @Override
    public void accept(Released released) {
        Counter counter = of(released.webhook()).released().get(released.outcome());
        if (counter != null) {
            counter.increment();
        }
    }

    private Counters of(String webhook) {
        return webhooks.computeIfAbsent(webhook, this::register);
    }

    private Counters register(String webhook) {
        Gauge.builder("sluice.quarantine.requests", () -> folder == null ? 0 : folder.count(webhook))
                .description("Refused requests that are kept apart and wait for a decision")
                .tag("webhook", webhook)
                .register(registry);
        Counter kept = Counter.builder("sluice.quarantine.kept")
                .description("Refused requests that were put into the quarantine")
                .tag("webhook", webhook)
                .register(registry);
        Map<Dropped, Counter> dropped = new ConcurrentHashMap<>();
        for (Dropped why : Dropped.values()) {
            dropped.put(
                    why,
                    Counter.builder("sluice.quarantine.dropped")
                            .description("Refused requests that were not kept, or no longer, without a decision")
                            .tag("webhook", webhook)
                            .tag("reason", word(why))
                            .register(registry));
        }
        Map<Outcome, Counter> released = new ConcurrentHashMap<>();
        for (Outcome outcome : List.of(Outcome.ACCEPTED, Outcome.REFUSED, Outcome.DELETED)) {
            released.put(
                    outcome,
                    Counter.builder("sluice.quarantine.decided")
                            .description("Requests of the quarantine that were let in, refused again or deleted")
                            .tag("webhook", webhook)
                            .tag("outcome", word(outcome))
                            .register(registry));
        }
        return new Counters(kept, dropped, released);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
