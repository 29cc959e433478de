package io.sluice.destinations.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.core.config.Configuration;
import io.sluice.core.config.ConfigurationLoader;
import io.sluice.core.config.LoadResult;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventId;
import io.sluice.core.event.Header;
import io.sluice.core.net.CheckedLookup;
import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.Health;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, and where the wire may lead. The server speaks whatever the test makes it say. */
class HttpConnectionTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final String OK_AND_CLOSE = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    private static final Map<String, String> LOCAL = Map.of("ALLOW_LOCALHOST_FOR_TESTS", "true");

    @TempDir
    private Path folder;

    private WireServer server;

    @BeforeEach
    void start() throws IOException {
        server = new WireServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** Answers names from a list, one entry for each time it is asked; the last one stays. */
    private static final class Names implements CheckedLookup.Lookup {
        private final String[] answers;
        private int asked;

        Names(String... answers) {
            this.answers = answers;
        }

        @Override
        public synchronized InetAddress[] addresses(String host) {
            String answer = answers[Math.min(asked++, answers.length - 1)];
            return new InetAddress[] {InetAddress.ofLiteral(answer)};
        }
    }

    private Destination destination(
            String host, String path, String more, Map<String, String> environment, CheckedLookup.Lookup names)
            throws IOException {
        Path webhooks =
                Files.writeString(folder.resolve("webhooks.json"), """
                {"orders": {"module": "http_webhook",
                  "module-config": {"url": "http://%s:%d%s" %s}}}""".formatted(host, server.port(), path, more));
        LoadResult<Configuration> read = new ConfigurationLoader(
                        List.of(), List.of(new HttpWebhookFactory(environment, NOON, names)), environment)
                .load(webhooks, folder.resolve("no-connections.json"));
        if (!(read instanceof LoadResult.Loaded<Configuration> loaded)) {
            throw new AssertionError("refused: " + read);
        }
        return loaded.value().webhooks().get("orders").destination().build();
    }

    private Destination local(String path, String more) throws IOException {
        return destination("127.0.0.1", path, more, LOCAL, new Names("127.0.0.1"));
    }

    private static Delivery delivery(Header... headers) {
        byte[] body = "{}".getBytes(UTF_8);
        return new Delivery(
                new Event(new EventId(1, 1), "orders", "", 1, "", "application/json", List.of(headers), body), 1, 1);
    }

    private static DeliveryResult deliver(Destination destination, Header... headers) throws InterruptedException {
        return destination.deliver(List.of(delivery(headers))).getFirst();
    }

    private static DeliveryResult.Retry retry(DeliveryResult result) {
        assertThat(result).isInstanceOf(DeliveryResult.Retry.class);
        return (DeliveryResult.Retry) result;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "::ffff:127.0.0.1",
                "::1",
                "10.0.0.1",
                "169.254.169.254",
                "fe80::1",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe"
            })
    void a_name_that_leads_into_ones_own_network_is_never_connected_to(String address) throws Exception {
        try (Destination destination = destination("hooks.example", "/", "", Map.of(), new Names(address))) {
            assertThat(retry(deliver(destination)).cause()).contains("hooks.example", "allowed_hosts");
        }
        assertThat(server.connections()).isZero();
    }

    @Test
    void a_name_that_changes_its_address_is_checked_at_each_connection() throws Exception {
        server.answers(_ -> OK_AND_CLOSE);
        Names names = new Names("127.0.0.1", "10.0.0.1");
        try (Destination destination = destination("hooks.example", "/", "", LOCAL, names)) {
            assertThat(deliver(destination)).isEqualTo(new DeliveryResult.Delivered());
            assertThat(retry(deliver(destination)).cause()).contains("10.0.0.1", "private");
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::ffff:127.0.0.1"})
    void a_host_that_is_named_as_allowed_may_lead_anywhere(String address) throws Exception {
        server.answers(_ -> OK);
        String allowed = ", \"allowed_hosts\": [\"Hooks.Example\"]";
        try (Destination destination = destination("hooks.example", "/", allowed, Map.of(), new Names(address))) {
            assertThat(deliver(destination)).isEqualTo(new DeliveryResult.Delivered());
        }
    }

    @Test
    void a_connection_serves_many_deliveries() throws Exception {
        server.answers(_ -> OK);
        try (Destination destination = local("/", "")) {
            for (int i = 0; i < 5; i++) {
                assertThat(deliver(destination)).isEqualTo(new DeliveryResult.Delivered());
            }
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a/b?c=d&e",
                "/a//b",
                "//a/b",
                "/%7Ea/%2F?q=%20",
                "/;p=1/..;/x",
                "/?a[]=1",
                "/?u=http://b.example/"
            })
    void path_and_query_arrive_as_they_were_written(String path) throws Exception {
        server.answers(_ -> OK);
        try (Destination destination = local(path, "")) {
            assertThat(deliver(destination)).isEqualTo(new DeliveryResult.Delivered());
        }
        assertThat(server.heads().element()).startsWith("POST " + path + " HTTP/1.1\r\n");
        assertThat(server.heads().element()).containsIgnoringCase("\r\nHost: 127.0.0.1:" + server.port() + "\r\n");
    }

    @Test
    void headers_that_belong_to_one_connection_end_there() throws Exception {
        server.answers(_ -> OK);
        try (Destination destination = local("/", ", \"forward_headers\": true")) {
            deliver(
                    destination,
                    new Header("Connection", "close, X-Hop"),
                    new Header("X-Hop", "1"),
                    new Header("TE", "trailers"),
                    new Header("Upgrade", "h2c"),
                    new Header("Transfer-Encoding", "chunked"),
                    new Header("Content-Length", "999"),
                    new Header("Host", "evil.example"),
                    new Header("Proxy-Authorization", "Basic hunter2"),
                    new Header("X-Event-Id", "forged"),
                    new Header("X-Split", "a\r\nX-Evil: 1"),
                    new Header("X-Kept", "yes"));
        }
        assertThat(server.heads().element())
                .containsIgnoringCase("\r\nX-Kept: yes\r\n")
                .doesNotContain("X-Hop", "trailers", "h2c", "chunked", "999", "evil", "hunter2", "forged", "X-Evil");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_sends_nobody_anywhere(int status) throws Exception {
        try (WireServer other = new WireServer()) {
            other.answers(_ -> OK);
            server.answers(_ -> "HTTP/1.1 " + status + " Moved\r\nLocation: http://127.0.0.1:" + other.port()
                    + "/?key=hunter2\r\nContent-Length: 0\r\n\r\n");
            try (Destination destination = local("/", "")) {
                assertThat(retry(deliver(destination)).cause())
                        .contains("answered " + status, "redirect")
                        .doesNotContain("hunter2");
            }
            assertThat(other.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void retry_after_is_honoured_in_both_its_forms(int status) throws Exception {
        server.answers(number -> "HTTP/1.1 " + status + " Busy\r\nContent-Length: 0\r\nRetry-After: "
                + (number == 1 ? "90" : "Mon, 23 Nov 2026 12:02:00 GMT") + "\r\n\r\n");
        try (Destination destination = local("/", "")) {
            assertThat(retry(deliver(destination)).after()).isEqualTo(Optional.of(Duration.ofSeconds(90)));
            assertThat(retry(deliver(destination)).after()).isEqualTo(Optional.of(Duration.ofMinutes(2)));
        }
    }

    @Test
    void an_answer_that_drips_is_cut_off_at_the_timeout() throws Exception {
        server.drips("HTTP/1.1 200 OK\r\nX-Slow: ");
        try (Destination destination = local("/", ", \"timeout\": 0.3")) {
            assertThat(retry(deliver(destination)).cause()).contains("within 300 ms");
        }
    }

    @Test
    void a_status_counts_even_when_the_rest_of_the_answer_never_comes() throws Exception {
        server.answers(_ -> "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc");
        try (Destination destination = local("/", ", \"timeout\": 0.3")) {
            assertThat(deliver(destination)).isEqualTo(new DeliveryResult.Delivered());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/1.1 \r\n\r\n"})
    void what_is_no_answer_makes_the_event_come_again(String answer) throws Exception {
        server.answersAndCloses(answer);
        try (Destination destination = local("/hook?key=hunter2", ", \"headers\": {\"X-Key\": \"hunter2\"}")) {
            assertThat(retry(deliver(destination)).cause()).isNotBlank().doesNotContain("hunter2", "\n", "\r");
            assertThat(destination.check().toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void a_delivery_that_is_interrupted_ends_at_once() throws Exception {
        try (Destination destination = local("/", ", \"timeout\": 300")) {
            CompletableFuture<DeliveryResult> outcome = new CompletableFuture<>();
            Thread worker = Thread.ofVirtual().start(() -> {
                try {
                    outcome.complete(deliver(destination));
                } catch (InterruptedException stop) {
                    outcome.completeExceptionally(stop);
                }
            });
            server.awaitRequest();
            worker.interrupt();

            assertThatThrownBy(() -> outcome.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void after_closing_nothing_is_sent() throws Exception {
        Destination destination = local("/", "");
        destination.close();
        destination.close();

        retry(deliver(destination));
        assertThat(server.connections()).isZero();
    }

    @Test
    void it_is_healthy_again_after_a_delivery_that_succeeds() throws Exception {
        server.answers(number -> number == 1 ? "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n" : OK);
        try (Destination destination = local("/", "")) {
            deliver(destination);
            assertThat(destination.check()).isEqualTo(new Health.Unhealthy("answered 500"));
            deliver(destination);
            assertThat(destination.check()).isEqualTo(new Health.Healthy());
        }
    }

    @Test
    void a_body_of_any_size_arrives_whole() throws Exception {
        server.answers(_ -> OK);
        byte[] body = new byte[3 << 20];
        Arrays.fill(body, (byte) 'x');
        Event event = new Event(new EventId(1, 1), "orders", "", 1, "", "text/plain", List.of(), body);
        try (Destination destination = local("/", "")) {
            assertThat(destination.deliver(List.of(new Delivery(event, 1, 1))))
                    .containsExactly(new DeliveryResult.Delivered());
        }
        assertThat(server.bodies().element()).isEqualTo(new String(body, US_ASCII));
    }
}
