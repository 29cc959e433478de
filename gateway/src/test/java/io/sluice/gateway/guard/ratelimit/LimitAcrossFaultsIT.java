package io.sluice.gateway.guard.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.config.RedisConnection;
import io.sluice.gateway.redis.SocketRedisLink;
import io.sluice.stack.RedisServer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * What a limit promises while instances lose Redis and find it again, Redis loses its memory, answers are lost and requests are given
 * back late. Real Redis, several instances whose clocks begin at different moments, and a time that the test turns.
 */
final class LimitAcrossFaultsIT {
    private static final Duration WINDOW = Duration.ofMillis(1_280);
    private static final long BUCKET_NANOS = WINDOW.toNanos() / WindowScript.BUCKETS;
    private static final int LIMIT = 12;
    private static final int INSTANCES = 3;
    private static final int SHARE = LIMIT / INSTANCES;

    private static RedisServer server;
    private static Vertx vertx;
    private static SocketRedisLink redis;

    @BeforeContainer
    static void startRedis() throws Exception {
        server = RedisServer.start();
        vertx = Vertx.vertx();
        redis = SocketRedisLink.open(vertx, new RedisConnection("127.0.0.1", server.port(), 0, "", "", false), "test");
        Redises.awaitUp(redis);
    }

    @AfterContainer
    static void stopRedis() {
        redis.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    /** Some instances on one Redis. */
    private static final class World {
        private long nanos = 5_000_000_000_123L;
        private int run;
        private final List<ClockedLink> links = new ArrayList<>();
        private final List<SharedLimiter> limiters = new ArrayList<>();
        private final List<Passed> passed = new ArrayList<>();

        World(int instances, int limit) {
            String key = UUID.randomUUID().toString();
            for (int i = 0; i < instances; i++) {
                long ahead = i * BUCKET_NANOS / instances;
                ClockedLink link = new ClockedLink(redis, () -> nanos / 1_000, instances, run());
                links.add(link);
                limiters.add(SharedLimiter.on(
                        link, key, new RateLimit(limit, WINDOW, RateLimit.OnRedisDown.LOCAL), () -> nanos + ahead));
            }
        }

        String run() {
            return "run-" + run;
        }

        /** So many requests to one instance, one after the other; says how many pass. */
        int send(int instance, int requests) {
            int before = passed.size();
            for (int i = 0; i < requests; i++) {
                if (limiters.get(instance).take().join() instanceof Decision.Admitted admitted) {
                    passed.add(new Passed(instance, nanos, admitted.counted()));
                }
            }
            return passed.size() - before;
        }

        void sleep(Duration duration) {
            nanos += duration.toNanos();
        }

        /** One that was let pass is refused after all: its place is given back. */
        void refuse(Passed one) {
            passed.remove(one);
            limiters.get(one.instance()).giveBack(one.taken());
        }

        void restartRedis() {
            run++;
            links.stream().filter(ClockedLink::up).forEach(link -> link.reach(run()));
        }
    }

    private record Passed(int instance, long nanos, Counted taken) {
        boolean withoutRedis() {
            return taken.redis().isEmpty();
        }
    }

    @Example
    void what_is_refused_after_its_window_is_over_frees_no_place_of_others() {
        World world = new World(2, LIMIT);
        world.send(0, 2);
        world.sleep(WINDOW.multipliedBy(2));
        assertThat(world.send(1, LIMIT)).isEqualTo(LIMIT);
        world.refuse(world.passed.get(0));
        world.refuse(world.passed.get(0));

        assertThat(world.send(1, 3)).isZero();
    }

    @Example
    void what_is_refused_within_its_window_frees_its_place() {
        World world = new World(2, LIMIT);
        world.send(0, LIMIT);
        world.sleep(WINDOW.dividedBy(2));
        world.refuse(world.passed.get(0));

        assertThat(world.send(1, 3)).isEqualTo(1);
    }

    @Example
    void what_was_counted_ahead_and_not_used_frees_no_place_of_others_when_its_window_is_over() {
        int limit = 400; // the smallest of which two instances may count one ahead
        World world = new World(2, limit);
        world.send(0, 1);
        world.sleep(WINDOW.multipliedBy(2));
        int others = world.send(1, limit);
        assertThat(others + world.send(0, 2) + world.send(1, 2)).isLessThanOrEqualTo(limit);
    }

    @Example
    void a_give_back_whose_answer_is_lost_is_not_given_back_twice() {
        World world = new World(2, LIMIT);
        world.send(0, LIMIT / 2);
        world.send(1, LIMIT / 2);
        world.links.get(0).loseNextAnswer();
        world.refuse(world.passed.get(0));
        world.links.get(0).reach(world.run());

        assertThat(world.send(0, LIMIT) + world.send(1, LIMIT)).isEqualTo(1);
    }

    @Example
    void without_Redis_an_instance_counts_what_Redis_had_granted_it_against_its_share() {
        World world = new World(2, LIMIT);
        world.send(0, 4);
        world.links.get(0).cut();

        assertThat(world.send(0, LIMIT)).isEqualTo(LIMIT / 2 - 4);
    }

    @Example
    void what_passed_without_Redis_is_reported_before_any_request_asks_again() {
        World world = new World(2, LIMIT);
        world.links.get(0).cut();
        assertThat(world.send(0, LIMIT)).isEqualTo(LIMIT / 2);
        world.links.get(0).reach(world.run());

        assertThat(world.send(1, LIMIT)).isEqualTo(LIMIT / 2);
    }

    @Example
    void a_Redis_that_comes_back_empty_hears_from_instances_that_nobody_sends_anything() {
        World world = new World(2, LIMIT);
        world.send(0, LIMIT);
        world.restartRedis();

        assertThat(world.send(1, LIMIT)).isZero();
    }

    @Example
    void what_passed_without_Redis_leaves_the_window_no_earlier_than_what_passed_with_it() {
        // Sent just before a bucket of the instance ends, in the middle of one of Redis's.
        for (int step = 0; step < 8; step++) {
            World world = new World(2, LIMIT);
            world.sleep(Duration.ofNanos(step * BUCKET_NANOS / 8));
            world.links.get(1).cut();
            long sent = world.nanos;
            world.send(1, LIMIT);
            world.sleep(Duration.ofNanos(BUCKET_NANOS / 4));
            world.links.get(1).reach(world.run());
            while (world.nanos - sent < WINDOW.toNanos()) {
                assertThat(world.send(0, LIMIT)).isLessThanOrEqualTo(LIMIT / 2);
                world.sleep(Duration.ofNanos(BUCKET_NANOS / 4));
                assertThat(mostWithin(world.passed, world.nanos)).isLessThanOrEqualTo(LIMIT);
            }
        }
    }

    private enum Act {
        SEND,
        SLEEP,
        REFUSE,
        CUT,
        REACH,
        LOSE,
        RESTART
    }

    /** Something happens. */
    record Happening(Act act, int instance, int amount) {}

    @Property(tries = 400)
    void whatever_happens_no_window_holds_more_than_the_limit_and_the_shares_of_those_without_Redis(
            @ForAll("happenings") List<Happening> happenings) {
        World world = new World(INSTANCES, LIMIT);
        List<Passed> ever = new ArrayList<>();
        for (Happening happening : happenings) {
            happen(world, happening);
        }
        ever.addAll(world.passed);
        for (Passed last : ever) {
            List<Passed> within = ever.stream()
                    .filter(one -> one.nanos() <= last.nanos() && one.nanos() > last.nanos() - WINDOW.toNanos())
                    .toList();
            assertThat(within.stream().filter(one -> !one.withoutRedis()).count())
                    .as("granted by Redis")
                    .isLessThanOrEqualTo(LIMIT);
            for (int i = 0; i < INSTANCES; i++) {
                int instance = i;
                assertThat(within.stream()
                                .filter(one -> one.withoutRedis() && one.instance() == instance)
                                .count())
                        .as("share of instance %s", instance)
                        .isLessThanOrEqualTo(SHARE);
            }
        }
    }

    private static void happen(World world, Happening happening) {
        ClockedLink link = world.links.get(happening.instance());
        switch (happening.act()) {
            case SEND -> world.send(happening.instance(), happening.amount());
            case SLEEP -> world.sleep(Duration.ofNanos(happening.amount() * BUCKET_NANOS * 5 / 3));
            case REFUSE -> {
                if (!world.passed.isEmpty()) {
                    world.refuse(world.passed.get(happening.amount() * 7 % world.passed.size()));
                }
            }
            case CUT -> link.cut();
            case REACH -> {
                if (!link.up()) {
                    link.reach(world.run());
                }
            }
            case LOSE -> {
                if (link.up()) {
                    link.loseNextAnswer();
                }
            }
            case RESTART -> {
                // An instance that cannot reach it cannot tell it anything.
                if (world.links.stream().allMatch(ClockedLink::up)) {
                    world.restartRedis();
                }
            }
        }
    }

    private static long mostWithin(List<Passed> passed, long endNanos) {
        return passed.stream()
                .filter(one -> one.nanos() <= endNanos && one.nanos() > endNanos - WINDOW.toNanos())
                .count();
    }

    @Provide
    Arbitrary<List<Happening>> happenings() {
        Arbitrary<Act> acts = Arbitraries.frequency(
                Tuple.of(10, Act.SEND),
                Tuple.of(8, Act.SLEEP),
                Tuple.of(4, Act.REFUSE),
                Tuple.of(2, Act.CUT),
                Tuple.of(3, Act.REACH),
                Tuple.of(2, Act.LOSE),
                Tuple.of(1, Act.RESTART));
        return Combinators.combine(
                        acts,
                        Arbitraries.integers().between(0, INSTANCES - 1),
                        Arbitraries.integers().between(1, 40))
                .as(Happening::new)
                .list()
                .ofMinSize(30)
                .ofMaxSize(150);
    }
}
