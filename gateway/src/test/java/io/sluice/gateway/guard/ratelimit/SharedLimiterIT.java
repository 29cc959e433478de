package io.sluice.gateway.guard.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.config.RedisConnection;
import io.sluice.gateway.redis.SocketRedisLink;
import io.sluice.stack.RedisServer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Five instances, one real Redis. */
final class SharedLimiterIT {
    private static final int INSTANCES = 5;

    private final Vertx vertx = Vertx.vertx();
    private final List<SocketRedisLink> links = new ArrayList<>();
    private RedisServer server;

    @BeforeEach
    void startRedis() {
        server = RedisServer.start();
        for (int i = 0; i < INSTANCES; i++) {
            links.add(SocketRedisLink.open(
                    vertx, new RedisConnection("127.0.0.1", server.port(), 0, "", "", false), "webhook-" + i));
        }
        links.forEach(Redises::awaitUp);
    }

    @AfterEach
    void stopRedis() {
        links.forEach(SocketRedisLink::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @Test
    void five_instances_together_admit_the_limit_and_no_more() {
        List<Limiter> limiters = limiters(new RateLimit(1_000, Duration.ofMinutes(1), RateLimit.OnRedisDown.LOCAL));

        assertThat(admitted(limiters, 20_000)).isBetween(980L, 1_000L);
    }

    @Test
    void a_limit_of_zero_lets_nothing_pass() {
        assertThat(admitted(limiters(limit(0, RateLimit.OnRedisDown.LOCAL)), 100))
                .isZero();
    }

    @Test
    void who_is_over_the_limit_is_told_when_to_come_back() {
        Limiter limiter = limiters(limit(1, RateLimit.OnRedisDown.LOCAL)).getFirst();
        assertThat(limiter.take().join()).isInstanceOf(Decision.Admitted.class);
        assertThat(limiter.take().join())
                .isInstanceOfSatisfying(
                        Decision.Refused.class,
                        refused -> assertThat(refused.retryAfter())
                                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(62)));
    }

    @Test
    void what_is_given_back_can_be_taken_by_another_instance() {
        List<Limiter> limiters = limiters(limit(10, RateLimit.OnRedisDown.LOCAL));
        List<Counted> taken = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            taken.add(((Decision.Admitted) limiters.get(0).take().join()).counted());
        }
        limiters.get(0).giveBack(taken.getFirst());
        limiters.get(0).giveBack(taken.getLast());

        Redises.await(
                () -> limiters.get(1).take().join() instanceof Decision.Admitted,
                "another instance gets what came back");
        assertThat(admitted(limiters, 10)).isLessThanOrEqualTo(1);
    }

    @Test
    void while_redis_is_away_each_instance_has_its_share() {
        List<Limiter> limiters = limiters(limit(100, RateLimit.OnRedisDown.LOCAL));
        Redises.await(() -> links.stream().allMatch(link -> link.instances() == INSTANCES), "all see each other");
        server.kill();
        links.forEach(Redises::awaitDown);

        assertThat(admitted(limiters, 1_000)).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPEN", "CLOSED"})
    void while_redis_is_away_open_lets_all_pass_and_closed_lets_none(RateLimit.OnRedisDown policy) {
        List<Limiter> limiters = limiters(limit(10, policy));
        server.kill();
        links.forEach(Redises::awaitDown);

        assertThat(admitted(limiters, 50)).isEqualTo(policy == RateLimit.OnRedisDown.OPEN ? 50 : 0);
        if (policy == RateLimit.OnRedisDown.CLOSED) {
            assertThat(limiters.getFirst().take().join()).isInstanceOf(Decision.Unknown.class);
        }
    }

    @Test
    void a_redis_that_comes_back_empty_is_told_what_was_admitted_before() {
        List<Limiter> limiters = limiters(limit(100, RateLimit.OnRedisDown.LOCAL));
        assertThat(admitted(limiters, 60)).isEqualTo(60);

        String before = links.getFirst().runId();
        server.restart();
        Redises.await(
                () -> links.stream().allMatch(link -> link.up() && !link.runId().equals(before)),
                "all have reached the new process");

        // The first call of each instance brings what it admitted itself.
        long afterwards = admitted(limiters, 5) + admitted(limiters, 1_000);
        assertThat(afterwards).isBetween(40L, 40L + 5);
    }

    @Test
    void a_suspended_redis_makes_nobody_wait_for_long() {
        List<Limiter> limiters = limiters(limit(1_000_000, RateLimit.OnRedisDown.LOCAL));
        assertThat(admitted(limiters, 100)).isEqualTo(100);
        server.process().suspend();
        try {
            assertThat(admitted(limiters, 1_000)).isEqualTo(1_000);
        } finally {
            server.process().resume();
        }
        links.forEach(Redises::awaitUp);
        assertThat(admitted(limiters, 100)).isEqualTo(100);
    }

    private static RateLimit limit(long requests, RateLimit.OnRedisDown policy) {
        return new RateLimit(requests, Duration.ofMinutes(1), policy);
    }

    private List<Limiter> limiters(RateLimit limit) {
        List<Limiter> limiters = new ArrayList<>();
        links.forEach(link -> limiters.add(SharedLimiter.on(link, "sluice:limit:test", limit, System::nanoTime)));
        return limiters;
    }

    /** Asks the instances in turn, all at once, and counts what passes. */
    private static long admitted(List<Limiter> limiters, int requests) {
        List<CompletableFuture<Decision>> decisions = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            decisions.add(limiters.get(i % limiters.size()).take());
        }
        return decisions.stream()
                .map(CompletableFuture::join)
                .filter(Decision.Admitted.class::isInstance)
                .count();
    }
}
