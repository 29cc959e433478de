package io.sluice.core.config;

import io.sluice.core.settings.Connection;
import java.util.Map;
import java.util.Optional;

/**
 * The content of {@code connections.json}.
 *
 * @param byName every entry, of whatever type
 * @param clickHouse the event log's server: {@code clickhouse_analytics}, else the first of that type
 * @param redis the first of type {@code redis} or {@code redis-rq}, else {@code REDIS_HOST} and {@code REDIS_PORT}
 */
public record Connections(
        Map<String, Connection> byName, Optional<ClickHouseConnection> clickHouse, Optional<RedisConnection> redis) {

    /** No connections at all: embedded store, limits in memory. */
    public static final Connections NONE = new Connections(Map.of(), Optional.empty(), Optional.empty());
}
