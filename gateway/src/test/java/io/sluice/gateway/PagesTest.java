package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Health;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything but the webhooks. */
final class PagesTest {
    @TempDir
    Path folder;

    @Test
    void the_root_says_ok_until_an_address_asks_too_often() throws Exception {
        try (RunningGateway gateway =
                plain().environment("DEFAULT_ENDPOINT_RATE_LIMIT", "2").start()) {
            assertThat(gateway.get("/").body()).isEqualTo("{\"message\":\"200 OK\"}");
            assertThat(gateway.get("/").statusCode()).isEqualTo(200);
            HttpResponse<String> refused = gateway.get("/");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void health_names_every_component_and_is_well_while_the_journal_takes_events() throws Exception {
        AtomicReference<Health> store = new AtomicReference<>(new Health.Unhealthy("connection refused"));
        try (RunningGateway gateway =
                plain().component("clickhouse", store::get).start()) {
            HttpResponse<String> answer = gateway.get("/health");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("\"status\":\"degraded\"", "\"service\":\"sluice\"", "\"timestamp\":")
                    .contains("\"journal\":\"healthy\"", "\"config_manager\":\"healthy\"")
                    .contains("\"redis_stats\":\"not_configured\"", "\"clickhouse\":\"unhealthy\"")
                    .contains("\"causes\":{\"clickhouse\":\"connection refused\"}");
        }
    }

    @Test
    void readiness_writes_to_the_journal_but_a_flood_of_questions_writes_once() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            for (int i = 0; i < 20; i++) {
                assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(200);
            }
            // One second passes at most between the first and the last question of a fast run; a slow one may take
            // more.
            assertThat(gateway.journal.committedSequence()).isBetween(1L, 10L);
        }
    }

    @Test
    void an_instance_whose_journal_is_closed_is_alive_but_not_ready() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            gateway.closeJournal();
            assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
            HttpResponse<String> answer = gateway.get("/health/ready");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"status\":\"unhealthy\"", "\"journal\":\"unhealthy\"");
        }
    }

    @Test
    void every_answer_carries_the_security_headers() throws Exception {
        try (RunningGateway gateway = plain().environment("FORCE_HTTPS", "true").start()) {
            for (HttpResponse<String> answer :
                    List.of(gateway.get("/"), gateway.get("/nowhere"), gateway.post("/webhook/orders", "{}"))) {
                assertThat(answer.headers().map())
                        .containsKeys(
                                "X-Frame-Options",
                                "X-XSS-Protection",
                                "Referrer-Policy",
                                "Permissions-Policy",
                                "Content-Security-Policy");
                assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                        .contains("nosniff");
                assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                        .contains("max-age=31536000; includeSubDomains");
            }
        }
    }

    @Test
    void browsers_may_call_from_the_allowed_origins_alone() throws Exception {
        try (RunningGateway gateway =
                plain().environment("CORS_ALLOWED_ORIGINS", "https://a.example").start()) {
            HttpResponse<String> allowed = preflight(gateway, "https://a.example");
            assertThat(allowed.statusCode()).isEqualTo(204);
            assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://a.example");
            assertThat(allowed.headers().firstValue("Access-Control-Max-Age")).contains("600");
            assertThat(preflight(gateway, "https://b.example").headers().map())
                    .doesNotContainKey("Access-Control-Allow-Origin");
        }
    }

    private static HttpResponse<String> preflight(RunningGateway gateway, String origin) throws Exception {
        return gateway.client()
                .send(
                        HttpRequest.newBuilder(gateway.uri("/webhook/orders"))
                                .method("OPTIONS", BodyPublishers.noBody())
                                .header("Origin", origin)
                                .header("Access-Control-Request-Method", "POST")
                                .header("Access-Control-Request-Headers", "content-type")
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void a_root_path_stands_before_every_path() throws Exception {
        try (RunningGateway gateway =
                plain().environment("ROOT_PATH", "/hooks/").start()) {
            assertThat(gateway.post("/hooks/webhook/orders", "{}").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/hooks/health").statusCode()).isEqualTo(200);
            assertThat(gateway.post("/webhook/orders", "{}").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void statistics_count_an_event_before_its_sender_has_the_answer() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            gateway.post("/webhook/orders", "{}");
            gateway.post("/webhook/a/orders", "{}");
            gateway.post("/webhook/a/orders", "{}");

            assertThat(gateway.get("/stats").body())
                    .isEqualTo("{" + counts("a/orders", 2) + "," + counts("orders", 1) + "}");
        }
    }

    private static String counts(String webhook, int n) {
        return ("'" + webhook + "':{'total':N,'minute':N,'5_minutes':N,'15_minutes':N,'30_minutes':N,"
                        + "'hour':N,'day':N,'week':N,'month':N}")
                .replace('\'', '"')
                .replace("N", Integer.toString(n));
    }

    @Test
    void statistics_survive_a_restart() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            gateway.post("/webhook/orders", "{}");
        }
        try (RunningGateway gateway = plain().start()) {
            gateway.post("/webhook/orders", "{}");
            assertThat(gateway.get("/stats").body()).contains("\"orders\":{\"total\":2");
        }
    }

    @Test
    void statistics_are_shown_to_those_who_may_see_them() throws Exception {
        try (RunningGateway gateway = plain().environment("STATS_AUTH_TOKEN", "t0ken")
                .environment("STATS_SANITIZE_IDS", "true")
                .start()) {
            gateway.post("/webhook/orders", "{}");
            assertThat(gateway.get("/stats").statusCode()).isEqualTo(401);
            assertThat(gateway.get("/stats", "Authorization", "Bearer wrong").statusCode())
                    .isEqualTo(401);
            assertThat(gateway.get("/stats", "Authorization", "t0ken").statusCode())
                    .isEqualTo(200);
            assertThat(gateway.get("/stats", "Authorization", "Bearer t0ken").body())
                    .contains("\"webhook_")
                    .doesNotContain("orders");
        }
    }

    @Test
    void statistics_are_refused_to_other_addresses_and_to_those_who_ask_too_often() throws Exception {
        try (RunningGateway gateway =
                plain().environment("STATS_ALLOWED_IPS", "10.0.0.0/8, ::1").start()) {
            assertThat(gateway.get("/stats").statusCode()).isEqualTo(403);
        }
        try (RunningGateway gateway = plain().environment("STATS_ALLOWED_IPS", "127.0.0.0/8")
                .environment("STATS_RATE_LIMIT", "1")
                .start()) {
            assertThat(gateway.get("/stats").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/stats").statusCode()).isEqualTo(429);
        }
    }

    private RunningGateway.Setup plain() {
        return RunningGateway.in(folder).webhook("orders", Map.of());
    }
}
