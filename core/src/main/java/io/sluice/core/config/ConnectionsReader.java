package io.sluice.core.config;

import io.sluice.core.settings.Connection;
import io.sluice.core.settings.FileSection;
import io.sluice.core.settings.Problem;
import io.sluice.core.settings.Problems;
import io.sluice.core.settings.Section;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code connections.json}. Entries of types that Sluice itself uses are validated; others are taken as they are. */
final class ConnectionsReader {
    private static final String EVENT_LOG = "clickhouse_analytics";
    private static final int MAX_PORT = 65_535;

    private final Map<String, String> environment;
    private final Problems problems;

    ConnectionsReader(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    Connections read(FileSection root) {
        Map<String, Connection> byName = new LinkedHashMap<>();
        Map<String, ClickHouseConnection> clickHouses = new LinkedHashMap<>();
        Map<String, RedisConnection> redises = new LinkedHashMap<>();
        for (String name : root.keys()) {
            root.child(name).ifPresent(section -> {
                String type = section.requiredString("type");
                switch (type) {
                    case "clickhouse" -> clickHouses.put(name, clickHouse(section));
                    case "redis", "redis-rq" -> redises.put(name, redis(section));
                    default -> section.keys().forEach(section::has);
                }
                byName.put(name, new Connection(name, type, section));
            });
        }
        root.reportUnknownKeys();
        Optional<ClickHouseConnection> eventLog =
                Optional.ofNullable(clickHouses.get(EVENT_LOG)).or(() -> first(clickHouses));
        return new Connections(
                Collections.unmodifiableMap(byName), eventLog, first(redises).or(this::redisOfEnvironment));
    }

    private static <T> Optional<T> first(Map<String, T> connections) {
        return connections.values().stream().findFirst();
    }

    /**
     * The native protocol's usual ports stand for the HTTP ports beside them, because that is what files for other clients say;
     * Sluice speaks HTTP.
     */
    private static ClickHouseConnection clickHouse(Section section) {
        int http = (int) section.integer("http_port", 0, 1, MAX_PORT);
        int port = (int) section.integer("port", 9000, 1, MAX_PORT);
        boolean tls = section.flag("tls", http == 8443 || (http == 0 && (port == 9440 || port == 8443)));
        int httpPort = http > 0 ? http : httpPortBeside(port, tls);
        return new ClickHouseConnection(
                section.requiredString("host"),
                httpPort,
                tls,
                section.string("database", "default"),
                section.string("user", "default"),
                section.string("password", ""));
    }

    private static int httpPortBeside(int port, boolean tls) {
        return switch (port) {
            case 9000 -> tls ? 8443 : 8123;
            case 9440 -> 8443;
            default -> port;
        };
    }

    private static RedisConnection redis(Section section) {
        return new RedisConnection(
                section.requiredString("host"),
                (int) section.integer("port", 6379, 1, MAX_PORT),
                (int) section.integer("db", 0, 0, 1_000_000),
                section.string("user", ""),
                section.string("password", ""),
                section.flag("tls", false));
    }

    private Optional<RedisConnection> redisOfEnvironment() {
        String host = environment.getOrDefault("REDIS_HOST", "");
        return host.isEmpty()
                ? Optional.empty()
                : Optional.of(new RedisConnection(host, portOfEnvironment(), 0, "", "", false));
    }

    private int portOfEnvironment() {
        String written = environment.getOrDefault("REDIS_PORT", "6379");
        boolean digits = written.matches("[0-9]{1,5}");
        int port = digits ? Integer.parseInt(written) : 0;
        if (port < 1 || port > MAX_PORT) {
            problems.error(
                    Problem.ofFile("environment", "REDIS_PORT is no port number", "give a number from 1 to 65535"));
        }
        return port;
    }
}
