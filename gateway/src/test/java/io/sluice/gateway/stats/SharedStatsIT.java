package io.sluice.gateway.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.RunningGateway;
import io.sluice.stack.RedisServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways, one real Redis. */
final class SharedStatsIT {
    @TempDir
    Path folder;

    @Test
    void each_instance_shows_the_counts_of_all_also_after_redis_lost_them() throws Exception {
        try (RedisServer redis = RedisServer.start();
                RunningGateway one = gateway("one", redis).start();
                RunningGateway two = gateway("two", redis).start()) {
            post(one, 3);
            post(two, 4);
            awaitTotal(one, 7);
            awaitTotal(two, 7);

            redis.restart();
            post(one, 1);
            awaitTotal(one, 8);
            awaitTotal(two, 8);
        }
    }

    @Test
    void a_stopped_instance_is_still_counted_and_its_restart_counts_nothing_twice() throws Exception {
        try (RedisServer redis = RedisServer.start();
                RunningGateway one = gateway("one", redis).start()) {
            try (RunningGateway two = gateway("two", redis).start()) {
                post(two, 4);
                awaitTotal(one, 4);
            }
            awaitTotal(one, 4);
            try (RunningGateway two = gateway("two", redis).start()) {
                post(two, 1);
                awaitTotal(one, 5);
                awaitTotal(two, 5);
            }
        }
    }

    @Test
    void events_are_taken_while_redis_is_away() throws Exception {
        Map<String, Object> limited = Map.of("rate_limit", Map.of("max_requests", 1_000, "window_seconds", 60));
        try (RedisServer redis = RedisServer.start();
                RunningGateway one = RunningGateway.in(folder.resolve("one"))
                        .webhook("orders", limited)
                        .redis(redis.port())
                        .start()) {
            post(one, 1);
            redis.kill();
            post(one, 20);
            awaitTotal(one, 21);
            assertThat(one.get("/health").statusCode()).isEqualTo(200);
        }
    }

    private RunningGateway.Setup gateway(String name, RedisServer redis) {
        return RunningGateway.in(folder.resolve(name))
                .environment("STATS_RATE_LIMIT", "100000")
                .webhook("orders", Map.of())
                .redis(redis.port());
    }

    private static void post(RunningGateway gateway, int events) throws Exception {
        for (int i = 0; i < events; i++) {
            assertThat(gateway.post("/webhook/orders", "{}").statusCode()).isEqualTo(200);
        }
    }

    private static void awaitTotal(RunningGateway gateway, int total) throws Exception {
        long end = System.nanoTime() + 20_000_000_000L;
        String wanted = "\"orders\":{\"total\":" + total + ",";
        String seen = gateway.get("/stats").body();
        while (!seen.contains(wanted)) {
            assertThat(System.nanoTime())
                    .as("waited in vain for %d: %s", total, seen)
                    .isLessThan(end);
            LockSupport.parkNanos(20_000_000L);
            seen = gateway.get("/stats").body();
        }
    }
}
