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
 * @param ports where each listens
 */
record StackLayout(Path folder, Launcher launcher, Path webhooks, Path connections, StackPorts ports) {

    StackLayout {
        folder = folder.toAbsolutePath().normalize();
        webhooks = webhooks.toAbsolutePath().normalize();
        connections = connections.toAbsolutePath().normalize();
    }

    /** The services in waves: each wave needs the ones before it, and those in one wave start at the same time. */
    List<List<Service>> waves() {
        List<Service> sluice = new ArrayList<>();
        for (int port : ports.gateways()) {
            sluice.add(gateway("webhook-" + (sluice.size() + 1), port));
        }
        sluice.add(analytics());
        return List.of(
                List.of(
                        RedisServer.service("redis", ports.redis(), folder.resolve("redis")),
                        ClickHouseServer.service(
                                "clickhouse",
                                ports.clickHouseHttp(),
                                ports.clickHouseTcp(),
                                folder.resolve("clickhouse"))),
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
                addresses(),
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
                        Integer.toString(ports.analytics()),
                        "--connections",
                        connections.toString()),
                addresses(),
                folder.resolve("analytics"),
                ports.analytics(),
                Probe.http("http://127.0.0.1:" + ports.analytics() + "/health"));
    }

    /** What the connections file asks for. */
    private Map<String, String> addresses() {
        return Map.of(
                "REDIS_HOST",
                "127.0.0.1",
                "REDIS_PORT",
                Integer.toString(ports.redis()),
                "CLICKHOUSE_HOST",
                "127.0.0.1",
                "CLICKHOUSE_HTTP_PORT",
                Integer.toString(ports.clickHouseHttp()));
    }
}
