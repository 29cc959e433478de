package io.sluice.gateway.guard.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.sluice.core.net.AllowedTarget;
import io.sluice.core.settings.Problems;
import io.sluice.core.settings.SettingsFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GuardClientTest {
    private static final GuardClient.Limits LIMITS = new GuardClient.Limits(Duration.ofSeconds(10), 1_000);

    private final Problems problems = new Problems();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/echo", exchange -> {
            String said = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-A") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] body = said.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Cache-Control", "max-age=60");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/echo");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[1_001]);
            exchange.close();
        });
        server.createContext("/silent", exchange -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    private AllowedTarget read(GuardClients clients, String url, String more) {
        String settings = "{\"url\": \"" + url + "\"" + more + "}";
        return clients.read(
                SettingsFile.parse("w.json", settings.getBytes(StandardCharsets.UTF_8), Map.of(), problems), "url");
    }

    private GuardClient client(String path, GuardClient.Limits limits) {
        GuardClients clients = new GuardClients(Map.of("ALLOW_LOCALHOST_FOR_TESTS", "true"));
        AllowedTarget target =
                read(clients, "http://127.0.0.1:" + server.getAddress().getPort() + path, "");
        assertThat(problems.errors()).isEmpty();
        return clients.client(target, limits);
    }

    @Test
    void a_call_has_its_whole_answer() throws Exception {
        try (GuardClient client = client("/echo?a=1", LIMITS)) {
            GuardAnswer answer = client.send(GuardCall.post("text/plain", "hé").with("X-A", "b"))
                    .get();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo("POST /echo?a=1 b hé");
            assertThat(answer.header("cache-control")).contains("max-age=60");
            assertThat(client.exchange(GuardCall.get().with("X-A", "c")).text()).isEqualTo("GET /echo?a=1 c ");
        }
    }

    @Test
    void a_redirect_is_an_answer_and_not_followed() throws Exception {
        try (GuardClient client = client("/moved", LIMITS)) {
            assertThat(client.exchange(GuardCall.get()).status()).isEqualTo(302);
        }
    }

    @Test
    void an_answer_that_is_too_long_or_too_late_is_a_failure() {
        try (GuardClient client = client("/endless", LIMITS)) {
            assertThatThrownBy(() -> client.exchange(GuardCall.get())).hasMessageContaining("longer than 1000 bytes");
        }
        try (GuardClient client = client("/silent", new GuardClient.Limits(Duration.ofMillis(100), 10))) {
            assertThatThrownBy(() -> client.send(GuardCall.get()).get())
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("100 ms");
        }
    }

    @Test
    void a_url_into_ones_own_network_is_a_problem_and_a_name_that_leads_there_is_not_connected_to() {
        GuardClients strict = new GuardClients(Map.of(), _ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")});
        read(strict, "http://169.254.169.254/latest", "");
        assertThat(problems.errors()).singleElement().asString().contains("leads to an address that is not allowed");

        String url = "http://keys.example.com:" + server.getAddress().getPort() + "/echo";
        try (GuardClient client = strict.client(read(strict, url, ""), LIMITS)) {
            assertThatThrownBy(() -> client.exchange(GuardCall.get())).hasMessageContaining("allowed_hosts");
        }
        AllowedTarget meant = read(strict, url, ", \"allowed_hosts\": [\"keys.example.com\"]");
        try (GuardClient client = strict.client(meant, LIMITS)) {
            assertThat(client.send(GuardCall.get()).join().status()).isEqualTo(200);
        }
    }
}
