package io.sluice.gateway.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sluice.core.delivery.DeliveryReader;
import io.sluice.core.delivery.LaneMeasures;
import io.sluice.core.eventlog.EventLogReader;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How far the journal's readers are, for {@code /metrics}. */
public final class ReaderMeters {

    private ReaderMeters() {}

    /** Shows both readers from now on. A webhook appears with its first delivery. */
    public static void watch(PrometheusMeterRegistry registry, EventLogReader eventLog, DeliveryReader delivery) {
        Gauges meters = new Gauges(registry);
        watch(meters, eventLog);
        meters.gauge(
                        "sluice.delivery.unread.records",
                        "Durable records that delivery has not looked at yet",
                        delivery,
                        DeliveryReader::unread)
                .gauge(
                        "sluice.delivery.unread.seconds",
                        "Age of the oldest record that delivery has not looked at yet",
                        delivery,
                        d -> seconds(d.unreadAge()))
                .gauge(
                        "sluice.delivery.lag.seconds",
                        "Age of the oldest undelivered event of all webhooks, those not read yet included",
                        delivery,
                        d -> seconds(d.oldestAge()));
        registry.getPrometheusRegistry().register((MultiCollector) () -> lanes(delivery.measures()));
    }

    private static void watch(Gauges meters, EventLogReader eventLog) {
        meters.gauge(
                        "sluice.event.log.lag.events",
                        "Durable records that are not in the event log yet",
                        eventLog,
                        log -> log.measures().lagEvents())
                .gauge(
                        "sluice.event.log.lag.seconds",
                        "Age of the oldest durable record that is not in the event log yet",
                        eventLog,
                        log -> seconds(log.measures().lag()))
                .gauge(
                        "sluice.event.log.healthy",
                        "1 while the event store takes rows",
                        eventLog,
                        log -> log.measures().failure().isEmpty() ? 1 : 0)
                .counter(
                        "sluice.event.log.rows",
                        "Rows stored in the event log",
                        eventLog,
                        log -> log.measures().rows())
                .counter(
                        "sluice.event.log.batches",
                        "Batches stored in the event log",
                        eventLog,
                        log -> log.measures().batches())
                .counter(
                        "sluice.event.log.retries",
                        "Attempts to store a batch that failed",
                        eventLog,
                        log -> log.measures().retries())
                .counter(
                        "sluice.event.log.left.out",
                        "Records that went to the dead letters because no row could be made of them",
                        eventLog,
                        log -> log.measures().leftOut())
                .counter(
                        "sluice.event.log.storing.seconds",
                        "Time spent storing batches, failed attempts included",
                        eventLog,
                        log -> seconds(log.measures().storing()));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
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
                        "Events given up and put among the dead letters",
                        lanes,
                        LaneMeasures::deadLetters),
                gauge("sluice_delivery_pending_events", "Events known to be undelivered", lanes, LaneMeasures::pending),
                gauge(
                        "sluice_delivery_lag_events",
                        "Undelivered events; of a webhook that is behind, also every record not looked at for it",
                        lanes,
                        LaneMeasures::lagEvents),
                gauge(
                        "sluice_delivery_oldest_age_seconds",
                        "Age of the oldest undelivered event of a webhook",
                        lanes,
                        lane -> seconds(lane.oldestAge())));
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
