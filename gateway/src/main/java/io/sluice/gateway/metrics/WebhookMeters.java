package io.sluice.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.core.plugin.SecretMatch;
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
    private final Map<SecretMatch, Counter> matched = new ConcurrentHashMap<>();
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

    /** A guard answered a request by itself, and there is no event. */
    public void answered(String reason) {
        Counter.builder("sluice.requests.answered")
                .description("Requests that a guard answered by itself, such as handshakes and repeats")
                .tag("webhook", webhook)
                .tag("reason", reason)
                .register(registry)
                .increment();
    }

    /** One of several secrets let a request in. */
    public void matched(SecretMatch match) {
        matched.computeIfAbsent(match, this::matchedCounter).increment();
    }

    private Counter matchedCounter(SecretMatch match) {
        return Counter.builder("sluice.secret.matches")
                .description("Requests that each of several secrets let in: one that stays still can be retired")
                .tag("webhook", webhook)
                .tag("guard", match.guard())
                .tag("secret", match.secret())
                .register(registry);
    }

    private Counter rejectedCounter(String reason) {
        return Counter.builder("sluice.requests.rejected")
                .description("Requests that were refused, by webhook and reason")
                .tag("webhook", webhook)
                .tag("reason", reason)
                .register(registry);
    }
}
