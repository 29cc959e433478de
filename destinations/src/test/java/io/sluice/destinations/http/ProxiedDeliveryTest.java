package io.sluice.destinations.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.config.Configuration;
import io.sluice.core.config.ConfigurationLoader;
import io.sluice.core.config.LoadResult;
import io.sluice.core.event.Event;
import io.sluice.core.event.EventId;
import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.Destination;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries through a proxy of the operator. The server is the proxy, and what its tunnel leads to. */
class ProxiedDeliveryTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

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

    private Destination destination(String address) throws IOException {
        Map<String, String> environment = Map.of("OUTGOING_PROXY", "http://gateway:hunter2@127.0.0.1:" + server.port());
        HttpWebhookFactory factory = new HttpWebhookFactory(
                environment, InstantSource.system(), _ -> new InetAddress[] {InetAddress.ofLiteral(address)});
        Path webhooks = Files.writeString(folder.resolve("webhooks.json"), """
                {"orders": {"module": "http_webhook", "module-config": {"url": "http://hooks.example/in"}}}""");
        LoadResult<Configuration> read = new ConfigurationLoader(List.of(), List.of(factory), environment)
                .load(webhooks, folder.resolve("no-connections.json"));
        if (!(read instanceof LoadResult.Loaded<Configuration> loaded)) {
            throw new AssertionError("refused: " + read);
        }
        return loaded.value().webhooks().get("orders").destination().build();
    }

    private static DeliveryResult deliver(Destination destination) throws InterruptedException {
        Event event =
                new Event(new EventId(1, 1), "orders", "", 1, "", "application/json", List.of(), "{}".getBytes(UTF_8));
        return destination.deliver(List.of(new Delivery(event, 1, 1))).getFirst();
    }

    private static String causeOfRetry(DeliveryResult result) {
        assertThat(result).isInstanceOf(DeliveryResult.Retry.class);
        return ((DeliveryResult.Retry) result).cause();
    }

    @Test
    void the_proxy_is_asked_for_the_address_and_the_tunnel_leads_there() throws Exception {
        server.answers(number -> number == 1 ? "HTTP/1.1 200 Connection established\r\n\r\n" : OK);
        try (Destination destination = destination("93.184.216.34")) {
            assertThat(deliver(destination)).isEqualTo(new DeliveryResult.Delivered());
            assertThat(deliver(destination)).isEqualTo(new DeliveryResult.Delivered());
        }
        List<String> heads = List.copyOf(server.heads());
        assertThat(heads).hasSize(3);
        assertThat(heads.getFirst())
                .startsWith("CONNECT 93.184.216.34:80 HTTP/1.1\r\n")
                .contains("\r\nProxy-Authorization: Basic ");
        assertThat(heads.get(1))
                .startsWith("POST /in HTTP/1.1\r\n")
                .containsIgnoringCase("\r\nHost: hooks.example\r\n")
                .doesNotContainIgnoringCase("Proxy-Authorization");
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:7f00:1::1"})
    void the_proxy_is_not_asked_for_ones_own_network(String address) throws Exception {
        try (Destination destination = destination(address)) {
            assertThat(causeOfRetry(deliver(destination))).contains("hooks.example", "allowed_hosts");
        }
        assertThat(server.connections()).isZero();
    }

    @Test
    void what_the_proxy_refuses_is_tried_again() throws Exception {
        server.answers(_ -> "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n");
        try (Destination destination = destination("93.184.216.34")) {
            assertThat(causeOfRetry(deliver(destination)))
                    .startsWith("the proxy 127.0.0.1:" + server.port())
                    .contains("407", "OUTGOING_PROXY")
                    .doesNotContain("hunter2");
        }
    }
}
