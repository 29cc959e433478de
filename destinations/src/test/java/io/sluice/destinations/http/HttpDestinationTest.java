package io.sluice.destinations.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventId;
import io.sluice.core.event.Header;
import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.DestinationPlan;
import io.sluice.destinations.Configured;
import io.sluice.destinations.DestinationContract;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDestinationTest extends DestinationContract {
    /** @param body a character for each byte */
    private record Received(String method, String path, Headers headers, String body) {}

    @TempDir
    private Path folder;

    private final ConcurrentLinkedQueue<Received> requests = new ConcurrentLinkedQueue<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stopServer() {
        held.countDown();
        server.stop(0);
    }

    /** Answers with the status that the path names. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().toString();
            requests.add(new Received(
                    exchange.getRequestMethod(), path, exchange.getRequestHeaders(), new String(body, ISO_8859_1)));
            if (path.equals("/hang")) {
                held.await();
            }
            int status = path.matches("/[0-9]{3}.*") ? Integer.parseInt(path.substring(1, 4)) : 200;
            if (path.contains("wait=")) {
                exchange.getResponseHeaders().add("Retry-After", path.substring(path.indexOf('=') + 1));
            }
            if (status / 100 == 3) {
                exchange.getResponseHeaders().add("Location", "/200");
            }
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Configured configured() {
        return new Configured(folder, Map.of(), OutputStream.nullOutputStream());
    }

    private DestinationPlan plan(String path, String more) throws IOException {
        return configured()
                .plan("http_webhook", """
                {"url": "http://127.0.0.1:%d%s", "allowed_hosts": ["127.0.0.1"] %s}""".formatted(server.getAddress().getPort(), path, more));
    }

    @Override
    protected DestinationPlan plan() throws IOException {
        return plan("/hook", "");
    }

    @Override
    protected List<String> arrived() {
        return requests.stream()
                .map(request -> new String(request.body().getBytes(ISO_8859_1), UTF_8))
                .toList();
    }

    private DeliveryResult result(String path, String more) throws Exception {
        try (Destination destination = plan(path, more).build()) {
            return destination.deliver(List.of(delivery(1, "{}"))).getFirst();
        }
    }

    @Test
    void a_request_names_the_event_and_the_try() throws Exception {
        try (Destination destination = plan().build()) {
            destination.deliver(List.of(new Delivery(event(7, "{}".getBytes(UTF_8)), 9, 3)));
        }
        Received request = requests.element();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers().getFirst("X-Event-Id")).isEqualTo("0193b0c2-7d1e-7000-0000-000000000007");
        assertThat(request.headers().getFirst("X-Webhook-Id")).isEqualTo("shop/orders");
        assertThat(request.headers().getFirst("X-Delivery-Attempt")).isEqualTo("3");
        assertThat(request.headers().getFirst("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void bytes_that_are_no_text_arrive_as_they_were() throws Exception {
        byte[] body = "\u0000\u00ff\u00c3\r\n".getBytes(ISO_8859_1);
        try (Destination destination = plan().build()) {
            destination.deliver(List.of(new Delivery(event(1, body), 1, 1)));
        }
        assertThat(requests.element().body()).isEqualTo(new String(body, ISO_8859_1));
    }

    @Test
    void the_senders_headers_are_sent_on_only_where_asked_for() throws Exception {
        assertThat(result("/hook", "")).isEqualTo(DELIVERED);
        assertThat(result("/hook", ", \"forward_headers\": true, \"allowed_headers\": [\"x-topic\"]"))
                .isEqualTo(DELIVERED);

        assertThat(requests.poll().headers()).doesNotContainKeys("X-topic", "Authorization");
        assertThat(requests.poll().headers()).containsKey("X-topic").doesNotContainKey("Authorization");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", \"forward_headers\": true",
                ", \"forward_headers\": true, \"allowed_headers\": [\"x-topic\"]"
            })
    void a_compressed_blob_says_once_how_it_is_compressed(String forwarding) throws Exception {
        byte[] body = {0x1f, (byte) 0x8b, 8};
        List<Header> headers = List.of(
                new Header("content-encoding", "gzip"), new Header("Content-Length", "99"), new Header("X-Topic", "t"));
        Event blob = new Event(new EventId(1, 1), "files", "", 1, "", "application/json", headers, body);
        try (Destination destination = plan("/hook", forwarding).build()) {
            destination.deliver(List.of(new Delivery(blob, 1, 1)));
        }
        Received request = requests.element();
        assertThat(request.headers().get("Content-Encoding")).containsExactly("gzip");
        assertThat(request.headers().get("Content-Length")).containsExactly("3");
        assertThat(request.body()).isEqualTo(new String(body, ISO_8859_1));
    }

    @Test
    void configured_headers_are_sent() throws Exception {
        result("/hook", ", \"method\": \"PUT\", \"headers\": {\"X-Key\": \"k\"}");

        assertThat(requests.element().method()).isEqualTo("PUT");
        assertThat(requests.element().headers().getFirst("X-Key")).isEqualTo("k");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void any_2xx_means_that_it_is_there(int status) throws Exception {
        assertThat(result("/" + status, "")).isEqualTo(DELIVERED);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405, 408, 409, 429, 500, 502, 503, 504})
    void what_the_other_end_can_mend_is_tried_again(int status) throws Exception {
        assertThat(result("/" + status, "")).isInstanceOf(DeliveryResult.Retry.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 410, 413, 415, 422})
    void what_will_never_be_taken_is_not_tried_again(int status) throws Exception {
        assertThat(result("/" + status, "")).isInstanceOf(DeliveryResult.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void a_redirect_is_not_followed(int status) throws Exception {
        assertThat(result("/" + status, "")).isInstanceOf(DeliveryResult.Retry.class);
        assertThat(requests).hasSize(1);
    }

    @Test
    void retry_after_is_handed_on() throws Exception {
        assertThat(result("/503?wait=17", ""))
                .isInstanceOfSatisfying(
                        DeliveryResult.Retry.class,
                        retry -> assertThat(retry.after()).isEqualTo(Optional.of(Duration.ofSeconds(17))));
    }

    @Test
    void who_does_not_answer_in_time_is_asked_again_later() throws Exception {
        assertThat(result("/hang", ", \"timeout\": 0.2"))
                .isInstanceOfSatisfying(
                        DeliveryResult.Retry.class,
                        retry -> assertThat(retry.cause()).contains("within 200 ms"));
    }

    @Test
    void who_is_not_there_is_asked_again_later() throws Exception {
        int nobody;
        try (ServerSocket taken = new ServerSocket(0)) {
            nobody = taken.getLocalPort();
        }
        DestinationPlan plan = configured().plan("http_webhook", """
                {"url": "http://127.0.0.1:%d/", "allowed_hosts": ["127.0.0.1"]}""".formatted(nobody));
        try (Destination destination = plan.build()) {
            assertThat(destination.deliver(List.of(delivery(1, "{}"))))
                    .singleElement()
                    .isInstanceOf(DeliveryResult.Retry.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://localhost:8080/",
                "http://[::1]/",
                "http://10.1.2.3/",
                "http://192.168.0.1/",
                "http://169.254.169.254/latest/meta-data",
                "http://0.0.0.0/",
                "http://[::ffff:127.0.0.1]/",
                "http://2130706433/",
                "http://0177.0.0.1/",
                "http://0x7f.1/",
                "ftp://example.com/",
                "http://user:hunter2@example.com/"
            })
    void an_address_of_ones_own_network_is_refused_in_the_configuration(String url) throws IOException {
        assertThat(configured().problems("http_webhook", "{\"url\": \"" + url + "\"}"))
                .singleElement()
                .asString()
                .doesNotContain("hunter2");
    }

    @Test
    void the_plan_shows_no_secret_of_the_url() throws IOException {
        DestinationPlan plan = plan("/hooks/T0K3N/B2?key=hunter2", "");

        assertThat(plan.describe()).contains("/hooks/").doesNotContain("T0K3N", "hunter2");
    }
}
