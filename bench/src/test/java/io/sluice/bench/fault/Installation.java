package io.sluice.bench.fault;

import io.sluice.app.JavaProcess;
import io.sluice.app.Main;
import io.sluice.stack.ClickHouseServer;
import io.sluice.stack.FreePort;
import io.sluice.stack.Launcher;
import io.sluice.stack.ManagedProcess;
import io.sluice.stack.Probe;
import io.sluice.stack.RedisServer;
import io.sluice.stack.Service;
import io.sluice.stack.TemporaryFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gateways as processes of their own on one real Redis and one real ClickHouse, everything on free ports and in a folder of its own.
 * A webhook {@code orders} asks for a bearer token and is counted through Redis without ever reaching its limit; another, {@code limited},
 * has a limit of 1,000 a minute.
 */
final class Installation implements AutoCloseable {
    static final String TOKEN = "test_token";
    static final String LIMITED = "limited";
    private static final String ORDERS = "orders";
    private static final Duration READY = Duration.ofSeconds(60);

    private final TemporaryFolder folder = TemporaryFolder.create("faults");
    private final ClickHouseServer clickHouse = ClickHouseServer.start();
    private final RedisServer redis = RedisServer.start();
    private final List<Service> services = new ArrayList<>();
    private final List<ManagedProcess> gateways = new ArrayList<>();

    /** Starts that many gateways, named {@code webhook-1} and so on, and returns when all are ready. */
    Installation(int count) throws IOException {
        Path webhooks = Files.writeString(folder.path().resolve("webhooks.json"), """
                { %s, %s }
                """.formatted(
                        webhook(ORDERS, 100_000_000), webhook(LIMITED, 1_000)));
        Path connections = Files.writeString(
                folder.path().resolve("connections.json"), """
                {
                  "clickhouse": { "type": "clickhouse", "host": "127.0.0.1", "http_port": %d },
                  "redis": { "type": "redis", "host": "127.0.0.1", "port": %d }
                }
                """.formatted(clickHouse.httpPort(), redis.port()));
        for (int i = 1; i <= count; i++) {
            services.add(service("webhook-" + i, webhooks, connections));
        }
        services.forEach(service -> gateways.add(ManagedProcess.attached(service)));
        gateways.forEach(gateway -> gateway.awaitReady(READY));
    }

    private static String webhook(String id, int limit) {
        return """
                "%s": {
                  "data_type": "json",
                  "module": "log",
                  "authorization": "Bearer %s",
                  "rate_limit": { "max_requests": %d, "window_seconds": 60 }
                }""".formatted(id, TOKEN, limit);
    }

    private Service service(String name, Path webhooks, Path connections) {
        int port = FreePort.find();
        Path home = folder.path().resolve(name);
        Launcher java = new Launcher(JavaProcess.command(List.of("-Xmx160m"), Main.class.getName()));
        List<String> command = java.with(
                "serve",
                "--host=127.0.0.1",
                "--port=" + port,
                "--instance=" + name,
                "--webhooks=" + webhooks,
                "--connections=" + connections,
                "--data=" + home.resolve("data"));
        return new Service(
                name, command, Map.of(), home, port, Probe.http("http://127.0.0.1:" + port + "/health/ready"));
    }

    ClickHouseServer clickHouse() {
        return clickHouse;
    }

    RedisServer redis() {
        return redis;
    }

    /** The process of a gateway, counted from 0. */
    ManagedProcess gateway(int index) {
        return gateways.get(index);
    }

    /** Starts a gateway again on its own port and data folder. */
    void restart(int index) {
        gateways.set(index, ManagedProcess.attached(services.get(index)).awaitReady(READY));
    }

    /** Where to post to the webhook {@code orders}. */
    List<URI> targets() {
        return targets(ORDERS);
    }

    /** Where to post to a webhook. */
    List<URI> targets(String webhook) {
        return services.stream()
                .map(service -> URI.create("http://127.0.0.1:" + service.port() + "/webhook/" + webhook))
                .toList();
    }

    /** What a gateway printed last. */
    String logTail(int index) {
        return gateways.get(index).logTail();
    }

    @Override
    public void close() {
        gateways.forEach(ManagedProcess::close);
        redis.close();
        clickHouse.close();
        folder.close();
    }
}
