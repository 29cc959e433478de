package io.sluice.bench.measure;

import io.sluice.core.config.ClickHouseConnection;
import io.sluice.core.store.StoreException;
import io.sluice.stack.ClickHouseServer;
import io.sluice.stack.FreePort;
import io.sluice.stack.RedisServer;
import io.sluice.stack.TemporaryFolder;
import io.sluice.stores.query.Queries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything that runs during a measurement: Redis, ClickHouse, a gateway that uses both, and the floor. */
final class Bed implements AutoCloseable {
    static final String WEBHOOK = "performance_test_webhook";
    static final String TOKEN = "test_token";
    static final String BEARER_ALONE = "bearer_alone";
    static final String GUARDED = "guarded";
    static final String SECRET = "the secret of the load";

    private final TemporaryFolder folder;
    private final RedisServer redis;
    private final ClickHouseServer clickHouse;
    private final Queries events;
    private final SluiceProcess gateway;
    private final SluiceProcess floor;
    private final int gatewayPort;
    private final int floorPort;

    /** @param webhooks how many the gateway has configured */
    Bed(int webhooks) throws IOException, StoreException {
        folder = TemporaryFolder.create("measure");
        redis = RedisServer.start();
        clickHouse = ClickHouseServer.start();
        ClickHouseConnection connection =
                new ClickHouseConnection("127.0.0.1", clickHouse.httpPort(), false, "default", "default", "");
        events = Queries.open(Optional.of(connection), folder.path());
        gatewayPort = FreePort.find();
        floorPort = FreePort.find();
        gateway = startGateway(webhooks);
        floor = SluiceProcess.start(
                "floor",
                folder.path().resolve("floor"),
                "io.sluice.bench.Tools",
                List.of("floor", "--port", Integer.toString(floorPort)),
                floorPort,
                "/");
    }

    private SluiceProcess startGateway(int webhooks) throws IOException {
        Path home = Files.createDirectories(folder.path().resolve("gateway"));
        Files.createDirectories(folder.path().resolve("floor"));
        Path webhooksFile = Files.writeString(home.resolve("webhooks.json"), webhooksJson(webhooks));
        Path connections =
                Files.writeString(home.resolve("connections.json"), """
                {"clickhouse": {"type": "clickhouse", "host": "127.0.0.1", "http_port": %d},
                 "redis": {"type": "redis", "host": "127.0.0.1", "port": %d}}
                """.formatted(clickHouse.httpPort(), redis.port()));
        return SluiceProcess.start(
                "gateway",
                home,
                "io.sluice.app.Main",
                List.of(
                        "serve",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(gatewayPort),
                        "--webhooks",
                        webhooksFile.toString(),
                        "--connections",
                        connections.toString(),
                        "--data",
                        home.resolve("data").toString(),
                        "--instance",
                        "measured"),
                gatewayPort,
                "/health/ready");
    }

    /** Bearer check, JSON check, a rate limit that is counted and never reached, the destination that writes to the log. */
    static String webhooksJson(int count) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",\n").append("""
                    "%s": {"data_type": "json", "module": "log", "authorization": "Bearer %s",
                     "rate_limit": {"max_requests": 100000000, "window_seconds": 60}}""".formatted(i == 0 ? WEBHOOK : WEBHOOK + "_" + i, TOKEN));
        }
        return json.append(guards()).append("}\n").toString();
    }

    /** Two webhooks that differ in nothing but their guards. */
    private static String guards() {
        return """
                ,
                "%1$s": {"data_type": "json", "module": "log", "authorization": "Bearer %3$s"},
                "%2$s": {"data_type": "json", "module": "log", "authorization": "Bearer %3$s",
                 "hmac": {"secret": "%4$s", "header": "X-Signature", "algorithm": "sha256"},
                 "rate_limit": {"max_requests": 100000000, "window_seconds": 60},
                 "idempotency": {"key": "X-Delivery-Id", "window": "60s", "required": true}}
                """.formatted(BEARER_ALONE, GUARDED, TOKEN, SECRET);
    }

    SluiceProcess gateway() {
        return gateway;
    }

    SluiceProcess floor() {
        return floor;
    }

    int gatewayPort() {
        return gatewayPort;
    }

    int floorPort() {
        return floorPort;
    }

    Queries events() {
        return events;
    }

    /** CPU time of ClickHouse so far. */
    Duration storeCpu() {
        return SluiceProcess.cpu(clickHouse.process());
    }

    /** CPU time of Redis so far. */
    Duration redisCpu() {
        return SluiceProcess.cpu(redis.process());
    }

    @Override
    public void close() {
        floor.close();
        gateway.close();
        events.close();
        clickHouse.close();
        redis.close();
        folder.close();
    }
}
