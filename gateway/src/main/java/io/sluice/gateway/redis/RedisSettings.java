package io.sluice.gateway.redis;

import io.sluice.core.settings.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where Redis is. The text form names the place, never the password.
 *
 * @param user empty for the default user
 * @param password empty when none is asked for
 */
public record RedisSettings(String host, int port, int database, String user, String password, boolean tls) {
    private static final List<String> TYPES = List.of("redis", "redis-rq");

    /** The Redis of {@code connections.json}, or else the one that {@code REDIS_HOST} and {@code REDIS_PORT} name, if any. */
    public static Optional<RedisSettings> find(Iterable<Connection> connections, Map<String, String> environment) {
        for (Connection connection : connections) {
            if (TYPES.contains(connection.type())) {
                return Optional.of(read(connection));
            }
        }
        String host = environment.getOrDefault("REDIS_HOST", "");
        if (host.isEmpty()) {
            return Optional.empty();
        }
        int port = Integer.parseInt(environment.getOrDefault("REDIS_PORT", "6379"));
        return Optional.of(new RedisSettings(host, port, 0, "", "", false));
    }

    /** Reads an entry of type {@code redis}; problems go to its section. */
    public static RedisSettings read(Connection connection) {
        var settings = connection.settings();
        return new RedisSettings(
                settings.requiredString("host"),
                (int) settings.integer("port", 6379, 1, 65_535),
                (int) settings.integer("db", 0, 0, 1_000_000),
                settings.string("user", ""),
                settings.string("password", ""),
                settings.flag("tls", false));
    }

    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://") + host + ":" + port + "/" + database;
    }
}
