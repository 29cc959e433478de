package io.sluice.gateway.redis;

import io.sluice.core.config.RedisConnection;
import io.sluice.stack.RedisServer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A real Redis, and the links of several instances to it. */
public final class RedisLinks implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final RedisServer server = RedisServer.start();
    private final List<SocketRedisLink> links = new ArrayList<>();

    /** Starts Redis and waits until that many links are up. */
    public static RedisLinks of(int instances) {
        RedisLinks links = new RedisLinks();
        for (int i = 0; i < instances; i++) {
            links.links.add(SocketRedisLink.open(
                    links.vertx,
                    new RedisConnection("127.0.0.1", links.server.port(), 0, "", "", false),
                    "webhook-" + i));
        }
        links.links.forEach(link -> await(link::up));
        return links;
    }

    public RedisServer server() {
        return server;
    }

    public SocketRedisLink get(int instance) {
        return links.get(instance);
    }

    /** Waits for what happens soon; fails when it has not happened after 20 seconds. */
    public static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Waited in vain");
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Override
    public void close() {
        links.forEach(SocketRedisLink::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }
}
