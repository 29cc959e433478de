package io.sluice.gateway.options;

import java.time.Duration;

/**
 * What a request may cost.
 *
 * @param bodyBytes the most bytes of one body
 * @param bodiesBytes the most bytes of all bodies together that wait for their answer
 * @param headers the most header fields
 * @param headerBytes the most bytes of all header fields together
 * @param lineBytes the most bytes of the request line
 * @param jsonDepth how deep JSON may nest
 * @param jsonStringBytes the most bytes of one string in JSON
 * @param idle how long a connection may be silent, inside a request or between two
 * @param requestTime how long the first head of a connection, and each body, may take to arrive
 * @param connections the most connections at one time
 */
public record Limits(
        int bodyBytes,
        int bodiesBytes,
        int headers,
        int headerBytes,
        int lineBytes,
        int jsonDepth,
        int jsonStringBytes,
        Duration idle,
        Duration requestTime,
        int connections) {
    static Limits read(Environment environment) {
        int body = environment.integer("MAX_BODY_BYTES", 10 * 1024 * 1024, 1, 1 << 30);
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        return new Limits(
                body,
                environment.integer(
                        "MAX_BODIES_BYTES", Math.clamp(quarter, body, Integer.MAX_VALUE), body, Integer.MAX_VALUE),
                environment.integer("MAX_HEADERS", 100, 1, 10_000),
                environment.integer("MAX_HEADER_BYTES", 8 * 1024, 256, 1 << 20),
                environment.integer("MAX_REQUEST_LINE_BYTES", 4 * 1024, 256, 1 << 20),
                environment.integer("MAX_JSON_DEPTH", 50, 1, 10_000),
                environment.integer("MAX_JSON_STRING_BYTES", 1024 * 1024, 1, 1 << 30),
                Duration.ofSeconds(environment.integer("IDLE_TIMEOUT_SECONDS", 60, 1, 86_400)),
                Duration.ofSeconds(environment.integer("REQUEST_TIMEOUT_SECONDS", 30, 1, 86_400)),
                environment.integer("MAX_CONNECTIONS", 20_000, 1, 10_000_000));
    }
}
