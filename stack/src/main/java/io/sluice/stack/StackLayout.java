package io.sluice.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which services the stack consists of: those of the Compose file, with the same names and the same ports.
 *
 * @param folder where data, logs and pid files are kept
 * @param launcher starts Sluice's own commands
 * @param webhooks the gateways' webhooks
 * @param connections names Redis and ClickHouse as they are started here
 */
record StackLayout(Path folder, Launcher launcher, Path webhooks, Path connections) {
    private static final int REDIS = 6380;
    private static final int CLICKHOUSE_HTTP = 8123;
    private static final int CLICKHOUSE_TCP = 9000;
    private static final int FIRST_GATEWAY = 8000;
    private static final int GATEWAYS = 5;
    private static final int ANALYTICS = 8010;
    /** What the connections file asks for. */
    private static final Map<String, String> ADDRESSES = Map.of(
            "REDIS_HOST",
            "127.0.0.1",
            "REDIS_PORT",
            Integer.toString(REDIS),
            "CLICKHOUSE_HOST",
            "127.0.0.1",
            "CLICKHOUSE_HTTP_PORT",
            Integer.toString(CLICKHOUSE_HTTP));

    StackLayout {
        folder = folder.toAbsolutePath().normalize();
        webhooks = webhooks.toAbsolutePath().normalize();
        connections = connections.toAbsolutePath().normalize();
    }

    /** The services in waves: each wave needs the ones before it, and those in one wave start at the same time. */
    List<List<Service>> waves() {
        List<Service> sluice = new ArrayList<>();
        for (int i = 0; i < GATEWAYS; i++) {
            sluice.add(gateway("webhook-" + (i + 1), FIRST_GATEWAY + i));
        }
        sluice.add(analytics());
        return List.of(
                List.of(
                        RedisServer.service("redis", REDIS, folder.resolve("redis")),
                        ClickHouseServer.service(
                                "clickhouse", CLICKHOUSE_HTTP, CLICKHOUSE_TCP, folder.resolve("clickhouse"))),
                List.copyOf(sluice));
    }

    private Service gateway(String name, int port) {
        return new Service(
                name,
                launcher.with(
                        "serve",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--webhooks",
                        webhooks.toString(),
                        "--connections",
                        connections.toString(),
                        "--data",
                        folder.resolve(name).resolve("data").toString(),
                        "--instance",
                        name),
                ADDRESSES,
                folder.resolve(name),
                port,
                Probe.http("http://127.0.0.1:" + port + "/health/ready"));
    }

    private Service analytics() {
        return new Service(
                "analytics",
                launcher.with(
                        "analytics",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(ANALYTICS),
                        "--connections",
                        connections.toString()),
                ADDRESSES,
                folder.resolve("analytics"),
                ANALYTICS,
                Probe.http("http://127.0.0.1:" + ANALYTICS + "/health"));
    }
}
