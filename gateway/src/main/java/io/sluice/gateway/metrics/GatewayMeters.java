package io.sluice.gateway.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.core.stats.Stats;
import io.sluice.gateway.http.OpenConnections;
import io.sluice.gateway.redis.RedisLink;
import io.sluice.gateway.tls.TlsPort;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Everything the gateway counts on the way of a request. */
public final class GatewayMeters {
    private final PrometheusMeterRegistry registry;
    private final Gauges meters;
    private final LatencyHistogram acceptSeconds = new LatencyHistogram(
            "sluice_accept_seconds", "From the arrival of a request's head to the commit of its event");
    private final LoopDelay loopDelay = new LoopDelay();
    private final LongAdder refusedConnections = new LongAdder();
    private final WebhookMeters unknown;

    public GatewayMeters(PrometheusMeterRegistry registry) {
        this.registry = registry;
        this.meters = new Gauges(registry);
        this.unknown = new WebhookMeters(registry, "unknown");
        registry.getPrometheusRegistry().register(acceptSeconds);
        registry.getPrometheusRegistry().register(loopDelay.seconds());
    }

    /** Shows from now on how Redis is missed. */
    public void watch(RedisLink redis) {
        FunctionCounter.builder(
                        "sluice.rate.limit.without.redis",
                        redis,
                        link -> link.misses().sum())
                .description("Decisions of rate limits that were made without Redis, because it did not answer")
                .register(registry);
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

    public LoopDelay loopDelay() {
        return loopDelay;
    }

    /** A connection was closed at once, because there are too many. */
    public void connectionRefused() {
        refusedConnections.increment();
    }

    /** Shows the connections from now on. */
    public void watchConnections(OpenConnections open) {
        meters.gauge("sluice.connections", "Open connections of senders", open, OpenConnections::count)
                .gauge("sluice.connections.max", "The most connections that may be open", open, OpenConnections::most)
                .counter(
                        "sluice.connections.refused",
                        "Connections closed at once, because too many were open",
                        refusedConnections,
                        LongAdder::sum);
    }

    /** Shows the port with TLS from now on. */
    public void watchTls(TlsPort port) {
        String expiry = "sluice.tls.certificate.expiry.seconds";
        String left = "Time until the first certificate of a file expires; below zero when it has";
        String failures = "sluice.tls.handshakes.failed";
        String help = "Connections that ended before they could speak TLS";
        meters.gauge(expiry, left, port, TlsPort::secondsLeft, "certificate", "own")
                .gauge(expiry, left, port, TlsPort::authoritySecondsLeft, "certificate", "client_ca")
                .counter(
                        failures,
                        help,
                        port,
                        one -> one.handshakes().refusedCertificates(),
                        "cause",
                        "client_certificate")
                .counter(failures, help, port, one -> one.handshakes().otherFailures(), "cause", "other");
    }

    /**
     * Shows the memory of large bodies from now on.
     *
     * @param most bytes that may be taken
     */
    public void watchBodies(LongSupplier used, long most) {
        meters.gauge(
                        "sluice.bodies.bytes",
                        "Memory of larger bodies on their way, from the first byte to the answer",
                        used,
                        LongSupplier::getAsLong)
                .gauge(
                        "sluice.bodies.max.bytes",
                        "The most of it; beyond it larger bodies are refused",
                        most,
                        Long::doubleValue);
    }

    /** Shows from now on how far the saved counts are behind. */
    public void watchStats(Stats stats) {
        meters.gauge(
                        "sluice.stats.lag.events",
                        "Records that are counted for /stats and not saved yet",
                        stats,
                        Stats::lagEvents)
                .gauge(
                        "sluice.stats.lag.seconds",
                        "Age of the oldest event that is counted for /stats and not saved yet",
                        stats,
                        s -> s.lag().toMillis() / 1e3);
    }

    /** Shows the link to Redis from now on. */
    public void watchRedis(RedisLink link) {
        String errors = "sluice.redis.errors";
        String help = "Troubles with Redis, by kind";
        meters.gauge("sluice.redis.up", "1 while Redis is reached", link, l -> l.up() ? 1 : 0)
                .gauge(
                        "sluice.redis.instances",
                        "Gateways that were alive when Redis was last reached",
                        link,
                        l -> l.instances())
                .counter(errors, help, link, l -> l.measures().failedConnects(), "kind", "connect")
                .counter(errors, help, link, l -> l.measures().lostConnections(), "kind", "connection_lost")
                .counter(errors, help, link, l -> l.measures().errorReplies(), "kind", "error_reply")
                .counter(errors, help, link, l -> l.measures().callsWithoutLink(), "kind", "not_connected");
    }

    /** All meters in Prometheus's text format, version 0.0.4. */
    public String scrape() {
        return registry.scrape();
    }
}
