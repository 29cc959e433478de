package io.sluice.gateway.guard.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.RunningGateway;
import io.sluice.gateway.coding.Compressed;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guards that look into payloads, in a gateway. */
final class PayloadGuardsTest {
    private static final String WEBHOOKS = """
            {"orders": {
              "module": "log",
              "authorization": "Bearer right",
              "rate_limit": {"max_requests": 5, "window_seconds": 600},
              "json_schema": {"required": ["id"], "properties": {"n": {"type": "integer"}}},
              "idempotency": {"key": "/id"}}}""";

    @TempDir
    private Path folder;

    private static HttpResponse<String> send(RunningGateway gateway, String token, String body) throws Exception {
        return gateway.post("/webhook/orders", body, "Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> sendCompressed(RunningGateway gateway, String body) throws Exception {
        return gateway.client()
                .send(
                        HttpRequest.newBuilder(gateway.uri("/webhook/orders"))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(
                                        Compressed.gzip(body.getBytes(StandardCharsets.UTF_8))))
                                .headers("Authorization", "Bearer right", "Content-Encoding", "gzip")
                                .build(),
                        BodyHandlers.ofString());
    }

    private static String id(HttpResponse<String> response) {
        return response.headers().firstValue("X-Event-Id").orElseThrow();
    }

    @Test
    void who_sends_is_asked_before_what_is_sent() throws Exception {
        try (RunningGateway gateway = RunningGateway.in(folder).file(WEBHOOKS).start()) {
            assertThat(send(gateway, "wrong", "{\"n\": \"x\"}").statusCode()).isEqualTo(401);
            assertThat(send(gateway, "right", "{\"n\": ").statusCode()).isEqualTo(400);
            assertThat(send(gateway, "right", "{\"n\": \"x\"}").statusCode()).isEqualTo(422);
        }
    }

    @Test
    void a_payload_that_does_not_fit_takes_neither_its_key_nor_a_place_in_the_limit() throws Exception {
        try (RunningGateway gateway = RunningGateway.in(folder).file(WEBHOOKS).start()) {
            for (int i = 0; i < 10; i++) {
                HttpResponse<String> refused = send(gateway, "right", "{\"id\": \"a\", \"n\": \"x\"}");
                assertThat(refused.statusCode()).isEqualTo(422);
                assertThat(refused.body()).contains("/n: string found, integer expected");
            }
            assertThat(send(gateway, "right", "{\"id\": \"a\", \"n\": 1}").statusCode())
                    .isEqualTo(200);
            assertThat(gateway.events()).hasSize(1);
            assertThat(gateway.get("/metrics").body())
                    .contains("sluice_requests_rejected_total{reason=\"json_schema\",webhook=\"orders\"} 10.0");
        }
    }

    @Test
    void compressed_payloads_are_looked_into_too() throws Exception {
        try (RunningGateway gateway = RunningGateway.in(folder).file(WEBHOOKS).start()) {
            assertThat(sendCompressed(gateway, "{\"id\": \"a\", \"n\": \"x\"}").statusCode())
                    .isEqualTo(422);
            HttpResponse<String> first = sendCompressed(gateway, "{\"id\": \"a\", \"n\": 1}");
            HttpResponse<String> plain = send(gateway, "right", "{\"id\": \"a\", \"n\": 1}");
            assertThat(id(plain)).isEqualTo(id(first));
            assertThat(gateway.events()).hasSize(1);
        }
    }
}
