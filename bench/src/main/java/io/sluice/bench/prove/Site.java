package io.sluice.bench.prove;

import io.sluice.app.JavaProcess;
import io.sluice.app.Main;
import io.sluice.bench.proxy.TcpProxy;
import io.sluice.stack.ClickHouseServer;
import io.sluice.stack.FreePort;
import io.sluice.stack.Probe;
import io.sluice.stack.RedisServer;
import io.sluice.stack.Service;
import io.sluice.stack.TemporaryFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Everything that a proof runs on, as real processes: two gateways, Redis, ClickHouse, the analytics and a receiver for
 * {@code http_webhook}. Every way from a gateway to another process goes through a {@link TcpProxy}.
 */
final class Site implements AutoCloseable {
    static final String ORDERS = "orders";
    static final String LIMITED = "limited";
    static final String TOKEN = "proof-token";
    static final int LIMIT = 100;
    static final Duration LIMIT_WINDOW = Duration.ofSeconds(5);
    private static final int GATEWAYS = 2;
    /** The most that may pass in a window in which gateways had no answer from Redis: the limit, and the share of each. */
    static final int LIMIT_WITHOUT_REDIS = LIMIT + GATEWAYS * (LIMIT / GATEWAYS);

    private static final Duration SLOW = Duration.ofMillis(150);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final TemporaryFolder folder;
    private final ClickHouseServer clickHouse;
    private final TcpProxy toRedis;
    private final TcpProxy toClickHouse;
    private final TcpProxy toReceiver;
    private final Part redisPart;
    private final Part clickHousePart;
    private final Part receiver;
    private final Part analytics;
    private final int analyticsPort = FreePort.find();
    private final List<GatewayUnderProof> gateways = new ArrayList<>();

    private Site() throws IOException {
        folder = opened(TemporaryFolder.create("proof"));
        RedisServer redis = opened(RedisServer.start());
        clickHouse = opened(ClickHouseServer.start());
        redisPart = Part.of("redis", redis::restart, redis::process);
        clickHousePart = Part.of("clickhouse", clickHouse::restart, clickHouse::process);
        receiver = startReceiver();
        toRedis = opened(new TcpProxy(redis.port(), "", SLOW));
        toClickHouse = opened(new TcpProxy(clickHouse.httpPort(), "INSERT", SLOW));
        toReceiver = opened(new TcpProxy(receiverPort, "POST", SLOW));
        Path connections = Files.writeString(
                folder.path().resolve("connections.json"), """
                {"clickhouse": {"type": "clickhouse", "host": "127.0.0.1", "http_port": %d},
                 "redis": {"type": "redis", "host": "127.0.0.1", "port": %d}}
                """.formatted(toClickHouse.port(), toRedis.port()));
        Path webhooks = Files.writeString(folder.path().resolve("webhooks.json"), webhooks());
        analytics = startAnalytics(connections);
        for (int i = 0; i < GATEWAYS; i++) {
            GatewayUnderProof gateway = GatewayUnderProof.start(i, folder.path(), webhooks, connections);
            open.push(gateway.process()::stop);
            gateways.add(gateway);
        }
    }

    /** Starts all of it, which takes some seconds, and returns when it is ready. */
    static Site open() throws IOException {
        return new Site();
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    private int receiverPort;

    private Part startReceiver() throws IOException {
        receiverPort = FreePort.find();
        Path home = Files.createDirectories(folder.path().resolve("receiver"));
        List<String> command = JavaProcess.command(List.of("-Xmx64m"), Receiver.class.getName());
        command.addAll(List.of(Integer.toString(receiverPort), received().toString()));
        return process("receiver", home, command, receiverPort, "/ready");
    }

    private Part startAnalytics(Path connections) throws IOException {
        Path home = Files.createDirectories(folder.path().resolve("analytics"));
        List<String> command = JavaProcess.command(List.of("-Xmx160m"), Main.class.getName());
        command.addAll(
                List.of("analytics", "--host=127.0.0.1", "--port=" + analyticsPort, "--connections=" + connections));
        return process("analytics", home, command, analyticsPort, "/health");
    }

    private Part process(String name, Path home, List<String> command, int port, String ready) {
        Part part = Part.start(
                new Service(name, command, Map.of(), home, port, Probe.http("http://127.0.0.1:" + port + ready)));
        open.push(part::stop);
        return part;
    }

    private String webhooks() {
        return """
                {"%s": {"data_type": "json", "authorization": "Bearer %s",
                  "rate_limit": {"max_requests": 100000000, "window_seconds": 60},
                  "module": "http_webhook",
                  "module-config": {"url": "http://127.0.0.1:%d/hook", "timeout": "5s", "allowed_hosts": ["127.0.0.1"]},
                  "retry": {"max_attempts": 1000, "initial_delay": "200ms", "max_delay": "2s", "backoff_multiplier": 2.0}},
                 "%s": {"data_type": "json", "authorization": "Bearer %s", "module": "log",
                  "rate_limit": {"max_requests": %d, "window_seconds": %d}}}
                """.formatted(ORDERS, TOKEN, toReceiver.port(), LIMITED, TOKEN, LIMIT, LIMIT_WINDOW.toSeconds());
    }

    List<GatewayUnderProof> gateways() {
        return gateways;
    }

    Part redis() {
        return redisPart;
    }

    Part clickHouse() {
        return clickHousePart;
    }

    Part analytics() {
        return analytics;
    }

    Part receiver() {
        return receiver;
    }

    TcpProxy toRedis() {
        return toRedis;
    }

    TcpProxy toClickHouse() {
        return toClickHouse;
    }

    TcpProxy toReceiver() {
        return toReceiver;
    }

    /** What the receiver wrote down. */
    Path received() {
        return folder.path().resolve("receiver").resolve("received");
    }

    /** ClickHouse itself, past the proxy. */
    URI clickHouseItself() {
        return URI.create("http://127.0.0.1:" + clickHouse.httpPort() + "/");
    }

    URI analyticsAt(String path) {
        return URI.create("http://127.0.0.1:" + analyticsPort + path);
    }

    /** Everything in the order in which it is restarted one after the other. */
    List<Part> everything() {
        List<Part> parts = new ArrayList<>(List.of(redisPart, clickHousePart, analytics, receiver));
        gateways.forEach(gateway -> parts.add(gateway.process()));
        return parts;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception left) {
                System.getLogger(Site.class.getName())
                        .log(System.Logger.Level.WARNING, "stopping goes on after a failure: {0}", left.getMessage());
            }
        }
    }
}
