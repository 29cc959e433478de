package io.sluice.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The counters of one webhook. They enter the registry with the first event, so ten thousand configured webhooks cost nothing until
 * they are used. The label is the configured id, never what a sender wrote.
 */
public final class WebhookMeters {
    private final MeterRegistry registry;
    private final String webhook;
    private final Map<String, Counter> rejected = new ConcurrentHashMap<>();
    private volatile Counter accepted;

    WebhookMeters(MeterRegistry registry, String webhook) {
        this.registry = registry;
        this.webhook = webhook;
    }

    /** An event is durable. */
    public void accepted() {
        Counter counter = accepted;
        if (counter == null) {
            // Registering twice gives the same counter, so a race does no harm.
            counter = Counter.builder("sluice.events.accepted")
                    .description("Events that are on disk and were answered with 200")
                    .tag("webhook", webhook)
                    .register(registry);
            accepted = counter;
        }
        counter.increment();
    }

    /**
     * A request was refused.
     *
     * @param reason a word of a fixed vocabulary
     */
    public void rejected(String reason) {
        rejected.computeIfAbsent(reason, this::rejectedCounter).increment();
    }

    private Counter rejectedCounter(String reason) {
        return Counter.builder("sluice.requests.rejected")
                .description("Requests that were refused, by webhook and reason")
                .tag("webhook", webhook)
                .tag("reason", reason)
                .register(registry);
    }
}
