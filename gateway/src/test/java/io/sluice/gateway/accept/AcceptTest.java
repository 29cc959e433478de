package io.sluice.gateway.accept;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.Event;
import io.sluice.core.event.Header;
import io.sluice.gateway.RunningGateway;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sender of webhooks sees, and what is in the journal afterwards. */
final class AcceptTest {
    @TempDir
    Path folder;

    @Test
    void an_accepted_event_is_in_the_journal_as_it_was_sent() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            HttpResponse<String> answer =
                    gateway.post("/webhook/orders", "{\"n\": 1}", "Content-Type", "application/json", "X-One", "a b");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"message\":\"200 OK\"}");
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            List<Event> events = gateway.events();
            assertThat(events).hasSize(1);
            Event event = events.getFirst();
            assertThat(answer.headers().firstValue("X-Event-Id"))
                    .contains(event.id().toString());
            assertThat(event.webhookId()).isEqualTo("orders");
            assertThat(event.namespace()).isEmpty();
            assertThat(event.source()).isEqualTo("127.0.0.1");
            assertThat(event.contentType()).isEqualTo("application/json");
            assertThat(event.headers()).contains(new Header("X-One", "a b"));
            assertThat(new String(event.body(), UTF_8)).isEqualTo("{\"n\": 1}");
        }
    }

    @Test
    void a_namespace_is_kept_with_the_event() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            assertThat(gateway.post("/webhook/team-a/orders?x=1", "{}").statusCode())
                    .isEqualTo(200);
            assertThat(gateway.events().getFirst().qualifiedId()).isEqualTo("team-a/orders");
        }
    }

    @Test
    void a_blob_is_taken_whatever_it_holds() throws Exception {
        try (RunningGateway gateway =
                plain().webhook("files", Map.of("data_type", "blob")).start()) {
            assertThat(gateway.post("/webhook/files", "{not json").statusCode()).isEqualTo(200);
            assertThat(gateway.events().getFirst().body()).isEqualTo("{not json".getBytes(UTF_8));
        }
    }

    @Test
    void unknown_ids_go_to_the_webhook_named_default() throws Exception {
        try (RunningGateway gateway = plain().webhook("default", Map.of()).start()) {
            assertThat(gateway.post("/webhook/whatever", "{}").statusCode()).isEqualTo(200);
            assertThat(gateway.events().getFirst().webhookId()).isEqualTo("default");
        }
    }

    @Test
    void an_unknown_webhook_is_not_found_and_leaves_no_trace_of_its_name() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            HttpResponse<String> answer = gateway.post("/webhook/secretname", "{}");

            assertProblem(answer, 404, "Webhook ID not found");
            assertThat(gateway.events()).isEmpty();
            assertThat(gateway.get("/metrics").body())
                    .doesNotContain("secretname")
                    .contains("sluice_requests_rejected_total{reason=\"unknown_webhook\",webhook=\"unknown\"} 1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/webhook/a.b", "/webhook/%2e%2e", "/webhook/", "/webhook/-a", "/webhook/a%20b", "/webhook/%00"})
    void an_id_of_other_characters_is_a_bad_request(String path) throws Exception {
        try (RunningGateway gateway = plain().start()) {
            assertProblem(gateway.post(path, "{}"), 400, "webhook ID");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/webhook/a.b/orders", "/webhook//orders", "/webhook/a%2Fb/orders"})
    void a_namespace_of_other_characters_is_a_bad_request(String path) throws Exception {
        try (RunningGateway gateway = plain().start()) {
            assertProblem(gateway.post(path, "{}"), 400, "namespace");
        }
    }

    @Test
    void malformed_json_is_named_with_line_and_column() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            HttpResponse<String> answer = gateway.post("/webhook/orders", "{\n  \"a\": 1,\n  oops\n}");

            assertProblem(answer, 400, "Malformed JSON payload");
            assertThat(answer.body()).contains("line 3").contains("column 3");
            assertThat(gateway.events()).isEmpty();
        }
    }

    @Test
    void json_is_taken_under_any_content_type_but_something_else_is_refused_under_its_own() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            String form = "application/x-www-form-urlencoded";
            assertThat(gateway.post("/webhook/orders", "{}", "Content-Type", form)
                            .statusCode())
                    .isEqualTo(200);
            assertProblem(gateway.post("/webhook/orders", "a=b", "Content-Type", form), 415, "application/json");
            assertProblem(gateway.post("/webhook/orders", "<a/>", "Content-Type", "text/xml"), 415, "application/json");
        }
    }

    @Test
    void a_body_over_the_limit_is_refused_by_its_declared_length() throws Exception {
        try (RunningGateway gateway =
                plain().environment("MAX_BODY_BYTES", "100").start()) {
            assertProblem(gateway.post("/webhook/orders", "\"" + "x".repeat(99) + "\""), 413, "100 bytes");
            assertThat(gateway.post("/webhook/orders", "\"" + "x".repeat(98) + "\"")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_large_body_arrives_byte_for_byte() throws Exception {
        String body = "\"" + "0123456789".repeat(100_000) + "\"";
        try (RunningGateway gateway = plain().start()) {
            assertThat(gateway.post("/webhook/orders", body).statusCode()).isEqualTo(200);
            assertThat(new String(gateway.events().getFirst().body(), UTF_8)).isEqualTo(body);
        }
    }

    @Test
    void more_headers_than_allowed_are_refused() throws Exception {
        try (RunningGateway gateway = plain().environment("MAX_HEADERS", "10").start()) {
            String[] headers = new String[24];
            for (int i = 0; i < headers.length; i += 2) {
                headers[i] = "X-" + i;
                headers[i + 1] = "v";
            }
            assertProblem(gateway.post("/webhook/orders", "{}", headers), 431, "10 header fields");
        }
    }

    @Test
    void every_refusal_is_counted_by_webhook_and_reason() throws Exception {
        try (RunningGateway gateway = plain().start()) {
            gateway.post("/webhook/orders", "{");
            gateway.post("/webhook/orders", "{}");
            assertThat(gateway.get("/metrics").body())
                    .contains("sluice_requests_rejected_total{reason=\"malformed_json\",webhook=\"orders\"} 1.0")
                    .contains("sluice_events_accepted_total{webhook=\"orders\"} 1.0")
                    .contains("sluice_accept_seconds_count 1");
        }
    }

    private RunningGateway.Setup plain() {
        return RunningGateway.in(folder).webhook("orders", Map.of());
    }

    static void assertProblem(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .contains("\"type\":\"about:blank\"")
                .contains("\"title\":")
                .contains("\"status\":" + status)
                .contains(detail);
    }
}
