package io.sluice.gateway.guard.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.gateway.RunningGateway;
import io.sluice.stack.RedisServer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateways with journals of their own, one real Redis. */
final class RepeatedEventIT {
    private static final String WEBHOOKS =
            "{\"orders\": {\"module\": \"log\", \"idempotency\": {\"key\": \"X-Event\", \"window\": \"72h\"}}}";

    @TempDir
    private Path folder;

    private RedisServer redis;

    @BeforeEach
    void startRedis() {
        redis = RedisServer.start();
    }

    @AfterEach
    void stopRedis() {
        redis.close();
    }

    private RunningGateway.Setup gateway(String name) throws Exception {
        return RunningGateway.in(Files.createDirectory(folder.resolve(name)))
                .file(WEBHOOKS)
                .redis(redis.port());
    }

    private static HttpResponse<String> send(RunningGateway gateway, String event) throws Exception {
        return gateway.post("/webhook/orders", "{\"order\": 1}", "X-Event", event);
    }

    private static String id(HttpResponse<String> response) {
        return response.headers().firstValue("X-Event-Id").orElse("");
    }

    @Test
    void a_repeat_at_another_instance_gets_the_first_events_id_and_is_not_stored() throws Exception {
        try (RunningGateway one = gateway("one").start();
                RunningGateway other = gateway("other").start()) {
            HttpResponse<String> first = send(one, "a");
            HttpResponse<String> second = send(other, "a");
            HttpResponse<String> third = send(one, "a");
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(id(second)).isEqualTo(id(first)).isNotEmpty();
            assertThat(id(third)).isEqualTo(id(first));
            assertThat(one.events()).hasSize(1);
            assertThat(other.events()).isEmpty();
            assertThat(other.get("/metrics").body())
                    .contains("sluice_requests_answered_total{reason=\"repeat\",webhook=\"orders\"} 1.0");

            assertThat(id(send(other, "b"))).isNotEqualTo(id(first));
            assertThat(other.events()).hasSize(1);
        }
    }

    @Test
    void what_one_journal_refused_another_takes_at_once() throws Exception {
        try (RunningGateway one = gateway("one").start();
                RunningGateway other = gateway("other").start()) {
            one.closeJournal();
            assertThat(send(one, "a").statusCode()).isEqualTo(503);
            assertThat(send(other, "a").statusCode()).isEqualTo(200);
            assertThat(other.events()).hasSize(1);
        }
    }

    @Test
    void of_many_at_once_one_is_stored_and_all_that_got_200_got_its_id() throws Exception {
        try (RunningGateway one = gateway("one").start();
                RunningGateway other = gateway("other").start()) {
            for (int round = 0; round < 20; round++) {
                String event = "event-" + round;
                CompletableFuture<HttpResponse<String>> here = sendAsync(one, event);
                CompletableFuture<HttpResponse<String>> there = sendAsync(other, event);
                assertThat(here.join().statusCode()).isEqualTo(200);
                assertThat(there.join().statusCode()).isEqualTo(200);
                assertThat(id(here.join())).isEqualTo(id(there.join()));
            }
            assertThat(one.events().size() + other.events().size()).isEqualTo(20);
        }
    }

    private static CompletableFuture<HttpResponse<String>> sendAsync(RunningGateway gateway, String event) {
        return gateway.client()
                .sendAsync(
                        HttpRequest.newBuilder(gateway.uri("/webhook/orders"))
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .header("X-Event", event)
                                .build(),
                        BodyHandlers.ofString());
    }

    /** A guard asked after the claim that never answers: its instance ends before the event gets to the journal. */
    private record Stuck(CountDownLatch reached) implements GuardPlan {
        @Override
        public String describe() {
            return "never answers";
        }

        @Override
        public Guard build() {
            return _ -> {
                reached.countDown();
                return new CompletableFuture<>();
            };
        }
    }

    @Test
    void an_event_whose_instance_died_before_its_journal_had_it_is_never_answered_with_200_and_gets_in_later()
            throws Exception {
        CountDownLatch claimed = new CountDownLatch(1);
        try (RunningGateway other = gateway("other").start()) {
            try (RunningGateway dying = RunningGateway.in(Files.createDirectory(folder.resolve("dying")))
                    .webhook("orders", Map.of("idempotency", Map.of("key", "X-Event")))
                    .guard(GuardFactory.Phase.DEDUP, new Stuck(claimed))
                    .redis(redis.port())
                    .start()) {
                var _ = sendAsync(dying, "a");
                assertThat(claimed.await(20, TimeUnit.SECONDS)).isTrue();
            }
            HttpResponse<String> tooEarly = send(other, "a");
            assertThat(tooEarly.statusCode()).isEqualTo(503);
            assertThat(tooEarly.headers().firstValue("Retry-After")).contains("1");
            assertThat(other.events()).isEmpty();
            assertThat(send(other, "b").statusCode()).as("other events get in").isEqualTo(200);

            endClaims();
            assertThat(send(other, "a").statusCode()).isEqualTo(200);
            assertThat(other.events()).hasSize(2);
        }
    }

    /** As if the time of every claim were over. */
    private void endClaims() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            String end = "EVAL \"for _, key in ipairs(redis.call('KEYS', 'sluice:first:*')) do"
                    + " if redis.call('PTTL', key) > 0 and string.sub(redis.call('GET', key), 1, 2) == 'p:' then"
                    + " redis.call('DEL', key) end end return 1\" 0\r\n";
            socket.getOutputStream().write(end.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(4))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo(":1\r\n");
        }
    }

    @Test
    void while_redis_is_away_an_event_with_a_key_waits_and_one_without_gets_in() throws Exception {
        try (RunningGateway one = gateway("one").start()) {
            redis.close();
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (send(one, "a" + System.nanoTime()).statusCode() != 503) {
                assertThat(System.nanoTime() - end).isNegative();
            }
            HttpResponse<String> refused = send(one, "a");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(one.post("/webhook/orders", "{}").statusCode()).isEqualTo(200);
        }
    }
}
