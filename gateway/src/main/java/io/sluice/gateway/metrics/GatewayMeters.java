package io.sluice.gateway.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Everything the gateway counts on the way of a request. */
public final class GatewayMeters {
    private final PrometheusMeterRegistry registry;
    private final LatencyHistogram acceptSeconds = new LatencyHistogram(
            "sluice_accept_seconds", "From the arrival of a request's head to the commit of its event");
    private final WebhookMeters unknown;

    public GatewayMeters(PrometheusMeterRegistry registry) {
        this.registry = registry;
        this.unknown = new WebhookMeters(registry, "unknown");
        registry.getPrometheusRegistry().register(acceptSeconds);
    }

    /** The counters of a configured webhook. */
    public WebhookMeters webhook(String id) {
        return new WebhookMeters(registry, id);
    }

    /** The counters of everything that was sent to no configured webhook. */
    public WebhookMeters unknown() {
        return unknown;
    }

    public LatencyHistogram acceptSeconds() {
        return acceptSeconds;
    }

    /** All meters in Prometheus's text format, version 0.0.4. */
    public String scrape() {
        return registry.scrape();
    }
}
