package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.gateway.metrics.JournalMeters;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of a gateway says after this and that has happened. */
final class MetricsPageTest {
    @TempDir
    Path folder;

    @Test
    void a_group_commit_is_counted_by_its_records_and_its_bytes() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        JournalMeters meters = new JournalMeters(registry);
        meters.committed(1, 300, 0, 2_000_000);
        meters.committed(33, 9_000, 0, 2_000_000);

        assertThat(registry.scrape().lines())
                .contains(
                        "sluice_journal_batch_records_bucket{le=\"1.0\"} 1",
                        "sluice_journal_batch_records_bucket{le=\"32.0\"} 1",
                        "sluice_journal_batch_records_bucket{le=\"64.0\"} 2",
                        "sluice_journal_batch_records_sum 34.0",
                        "sluice_journal_batch_bytes_bucket{le=\"256.0\"} 0",
                        "sluice_journal_batch_bytes_bucket{le=\"512.0\"} 1",
                        "sluice_journal_batch_bytes_sum 9300.0",
                        "sluice_journal_fsync_seconds_count 2");
    }

    @Test
    void a_refused_request_is_counted_by_webhook_and_reason() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            gateway.post("/webhook/orders", "{");
            gateway.post("/webhook/nobody", "{}");
            assertThat(page(gateway))
                    .contains(
                            "sluice_requests_rejected_total{reason=\"malformed_json\",webhook=\"orders\"} 1.0",
                            "sluice_requests_rejected_total{reason=\"unknown_webhook\",webhook=\"unknown\"} 1.0");
        }
    }

    @Test
    void what_a_sender_wrote_never_becomes_a_label() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            gateway.post("/webhook/made-up-by-the-sender", "{}");
            gateway.post("/webhook/space-of-the-sender/orders", "{}");
            assertThat(String.join("\n", page(gateway))).doesNotContain("the-sender");
        }
    }

    @Test
    void connections_beyond_the_limit_are_counted() throws Exception {
        try (RunningGateway gateway =
                plain().environment("MAX_CONNECTIONS", "1").start()) {
            assertThat(page(gateway)).contains("sluice_connections 1.0", "sluice_connections_max 1.0");
            try (RunningGateway.RawConnection refused = gateway.connect()) {
                assertThat(refused.readToEnd()).isEmpty();
            }
            assertThat(page(gateway)).contains("sluice_connections_refused_total 1.0");
        }
    }

    @Test
    void the_event_loops_are_watched() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            List<String> page = page(gateway);
            long end = System.nanoTime() + 20_000_000_000L;
            while (page.contains("sluice_event_loop_delay_seconds_count 0")) {
                assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
                page = page(gateway);
            }
            assertThat(page).anyMatch(line -> line.startsWith("sluice_event_loop_delay_seconds_count "));
        }
    }

    @Test
    void without_a_redis_in_the_configuration_there_is_no_redis_to_be_alarmed_about() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            assertThat(page(gateway)).noneMatch(line -> line.contains("sluice_redis"));
        }
    }

    @Test
    void a_redis_that_cannot_be_reached_is_down_and_each_failure_is_counted() throws Exception {
        try (RunningGateway gateway = plain().redis(1).start()) {
            List<String> page = page(gateway);
            long end = System.nanoTime() + 20_000_000_000L;
            while (page.contains("sluice_redis_errors_total{kind=\"connect\"} 0.0")) {
                assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
                page = page(gateway);
            }
            assertThat(page).contains("sluice_redis_up 0.0");
        }
    }

    private RunningGateway.Setup plain() {
        return RunningGateway.in(folder).webhook("orders", Map.of());
    }

    private static List<String> page(RunningGateway gateway) throws Exception {
        return gateway.get("/metrics").body().lines().toList();
    }
}
