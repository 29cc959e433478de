package io.sluice.gateway.accept;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.Header;
import io.sluice.gateway.RunningGateway;
import io.sluice.gateway.guard.provider.UnsentRequest;
import io.sluice.gateway.signing.Signers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sender that heard no answer sends the same bytes again: signature, time and all. */
final class ResentRequestTest {
    private static final String BODY = "{\"id\": \"evt_1\"}";
    private static final String HMAC = "\"hmac\": {\"secret\": \"s3cret\", \"timestamp_header\": \"X-Time\"}";
    private static final String DEDUP = "\"idempotency\": {\"key\": \"%s\"}";

    @TempDir
    Path folder;

    private RunningGateway gateway(String guards) throws Exception {
        return RunningGateway.in(folder)
                .file("{\"orders\": {\"module\": \"log\", " + guards + "}}")
                .start();
    }

    private static List<String> signed(String... more) {
        UnsentRequest request = Signers.method("hmac", Map.of("timestamp_header", "X-Time"))
                .sign(UnsentRequest.post("http://h/webhook/orders", BODY.getBytes(UTF_8)), "s3cret", Instant.now());
        List<String> headers = new ArrayList<>(List.of(more));
        for (Header field : request.fields()) {
            headers.addAll(List.of(field.name(), field.value()));
        }
        return headers;
    }

    private static HttpResponse<String> send(RunningGateway gateway, List<String> headers) throws Exception {
        return gateway.post("/webhook/orders", BODY, headers.toArray(String[]::new));
    }

    private static String id(HttpResponse<String> response) {
        return response.headers().firstValue("X-Event-Id").orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/id", "X-Event"})
    void where_events_are_known_it_gets_the_first_ones_answer(String key) throws Exception {
        try (RunningGateway gateway = gateway(HMAC + ", " + DEDUP.formatted(key))) {
            List<String> headers = signed("X-Event", "a");
            HttpResponse<String> first = send(gateway, headers);
            assertThat(first.statusCode()).isEqualTo(200);
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> again = send(gateway, headers);
                assertThat(again.statusCode()).isEqualTo(200);
                assertThat(again.body()).isEqualTo(first.body());
                assertThat(id(again)).isEqualTo(id(first)).isNotEmpty();
            }
            assertThat(gateway.events()).hasSize(1);
            assertThat(gateway.get("/metrics").body())
                    .contains("sluice_requests_answered_total{reason=\"repeat\",webhook=\"orders\"} 3.0");
        }
    }

    @Test
    void under_another_name_it_is_a_replay_and_takes_nothing() throws Exception {
        try (RunningGateway gateway = gateway(HMAC + ", " + DEDUP.formatted("X-Event"))) {
            List<String> headers = signed("X-Event", "a");
            assertThat(send(gateway, headers).statusCode()).isEqualTo(200);

            headers.set(1, "b"); // the header is not signed
            assertThat(send(gateway, headers).statusCode()).isEqualTo(401);
            headers.set(0, "X-No-Event");
            assertThat(send(gateway, headers).statusCode()).isEqualTo(401);
            assertThat(gateway.events()).hasSize(1);

            HttpResponse<String> honest = gateway.post("/webhook/orders", "{\"id\":  \"evt_1\"}");
            assertThat(honest.statusCode()).isEqualTo(401);
            List<String> fresh = signed("X-Event", "b");
            fresh.set(fresh.indexOf("X-Time") + 1, "0");
            assertThat(send(gateway, fresh).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void where_no_events_are_known_it_is_a_replay() throws Exception {
        try (RunningGateway gateway = gateway(HMAC)) {
            List<String> headers = signed();
            assertThat(send(gateway, headers).statusCode()).isEqualTo(200);
            assertThat(send(gateway, headers).statusCode()).isEqualTo(401);
            assertThat(gateway.events()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"hmac\": {\"secret\": \"s3cret\", \"timestamp_header\": \"X-Time\"}, \"query_auth\": {\"api_key\": \"k\"}",
                "\"auth\": {\"any_of\": [{\"header_auth\": {\"api_key\": \"another\"}},"
                        + " {\"hmac\": {\"secret\": \"s3cret\", \"timestamp_header\": \"X-Time\"}, \"query_auth\": {\"api_key\": \"k\"}}]}"
            })
    void whatever_else_is_asked_of_a_request_is_asked_of_its_repetition(String guards) throws Exception {
        try (RunningGateway gateway = gateway(guards + ", " + DEDUP.formatted("/id"))) {
            String[] headers = signed().toArray(String[]::new);
            HttpResponse<String> first = gateway.post("/webhook/orders?api_key=k", BODY, headers);
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(gateway.post("/webhook/orders?api_key=x", BODY, headers).statusCode())
                    .isEqualTo(401);
            assertThat(gateway.post("/webhook/orders", BODY, headers).statusCode())
                    .isEqualTo(401);
            HttpResponse<String> again = gateway.post("/webhook/orders?api_key=k", BODY, headers);
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(id(again)).isEqualTo(id(first));
            assertThat(gateway.events()).hasSize(1);
        }
    }

    @Test
    void what_the_journal_refused_is_no_repetition_and_no_promise() throws Exception {
        try (RunningGateway gateway = gateway(HMAC + ", " + DEDUP.formatted("/id"))) {
            gateway.closeJournal();
            List<String> headers = signed();
            for (int i = 0; i < 3; i++) {
                assertThat(send(gateway, headers).statusCode()).isEqualTo(503);
            }
        }
    }
}
