package io.sluice.gateway.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sluice.core.delivery.DeliveryReader;
import io.sluice.core.delivery.LaneMeasures;
import io.sluice.core.eventlog.EventLogReader;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How far the journal's readers are, for {@code /metrics}. */
public final class ReaderMeters {

    private ReaderMeters() {}

    /** Shows both readers from now on. A webhook appears with its first delivery. */
    public static void watch(PrometheusMeterRegistry registry, EventLogReader eventLog, DeliveryReader delivery) {
        Gauge.builder(
                        "sluice.event.log.lag.events",
                        eventLog,
                        log -> log.measures().lagEvents())
                .description("Durable events that are not in the event log yet")
                .register(registry);
        Gauge.builder(
                        "sluice.event.log.lag.seconds",
                        eventLog,
                        log -> log.measures().lag().toMillis() / 1e3)
                .description("Age of the oldest event that is being brought to the event log")
                .register(registry);
        Gauge.builder(
                        "sluice.event.log.healthy",
                        eventLog,
                        log -> log.measures().failure().isEmpty() ? 1 : 0)
                .description("1 while the event store takes rows")
                .register(registry);
        FunctionCounter.builder(
                        "sluice.event.log.rows", eventLog, log -> log.measures().rows())
                .description("Rows stored in the event log")
                .register(registry);
        FunctionCounter.builder(
                        "sluice.event.log.batches",
                        eventLog,
                        log -> log.measures().batches())
                .description("Batches stored in the event log")
                .register(registry);
        FunctionCounter.builder(
                        "sluice.event.log.retries",
                        eventLog,
                        log -> log.measures().retries())
                .description("Batches that had to be sent again")
                .register(registry);
        Gauge.builder("sluice.delivery.unread.records", delivery, DeliveryReader::unread)
                .description("Durable records that delivery has not looked at yet")
                .register(registry);
        registry.getPrometheusRegistry().register((MultiCollector) () -> lanes(delivery.measures()));
    }

    private static MetricSnapshots lanes(List<LaneMeasures> lanes) {
        return MetricSnapshots.of(
                counter(
                        "sluice_delivery_delivered",
                        "Events handed over to their destination",
                        lanes,
                        LaneMeasures::delivered),
                counter("sluice_delivery_retries", "Further tries that were arranged", lanes, LaneMeasures::retries),
                counter(
                        "sluice_delivery_dead_letters",
                        "Events that no destination took",
                        lanes,
                        LaneMeasures::deadLetters),
                gauge("sluice_delivery_pending_events", "Events known to be undelivered", lanes, LaneMeasures::pending),
                gauge(
                        "sluice_delivery_lag_events",
                        "Undelivered events, those not read yet included",
                        lanes,
                        LaneMeasures::lagEvents),
                gauge(
                        "sluice_delivery_oldest_age_seconds",
                        "Age of the oldest undelivered event",
                        lanes,
                        lane -> lane.oldestAge().toMillis() / 1e3));
    }

    private static CounterSnapshot counter(
            String name, String help, List<LaneMeasures> lanes, ToDoubleFunction<LaneMeasures> value) {
        CounterSnapshot.Builder snapshot = CounterSnapshot.builder().name(name).help(help);
        lanes.forEach(lane -> snapshot.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(Labels.of("webhook", lane.webhookId()))
                .value(value.applyAsDouble(lane))
                .build()));
        return snapshot.build();
    }

    private static GaugeSnapshot gauge(
            String name, String help, List<LaneMeasures> lanes, ToDoubleFunction<LaneMeasures> value) {
        GaugeSnapshot.Builder snapshot = GaugeSnapshot.builder().name(name).help(help);
        lanes.forEach(lane -> snapshot.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(Labels.of("webhook", lane.webhookId()))
                .value(value.applyAsDouble(lane))
                .build()));
        return snapshot.build();
    }
}
