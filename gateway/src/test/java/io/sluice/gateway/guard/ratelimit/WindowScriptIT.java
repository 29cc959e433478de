package io.sluice.gateway.guard.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.config.RedisConnection;
import io.sluice.gateway.redis.SocketRedisLink;
import io.sluice.stack.RedisServer;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The script in a real Redis against the window in Java, with a clock that the test turns. */
final class WindowScriptIT {
    private static final int BUCKETS = 8;
    private static final long WINDOW_MICROS = 8_000;

    private static RedisServer server;
    private static Vertx vertx;
    private static SocketRedisLink redis;

    /** One step: the clock moves, so many come back of those counted so many buckets ago, so many are asked for. */
    record Step(int micros, int back, int bucketsAgo, int wanted) {}

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

    @Property(tries = 150)
    void script_and_window_agree_on_every_step(@ForAll("steps") List<Step> steps) throws Exception {
        String key = UUID.randomUUID().toString();
        SlidingWindow window = new SlidingWindow(WINDOW_MICROS, BUCKETS);
        long now = 1_000_000_000L;
        int limit = 20;
        for (Step step : steps) {
            now += step.micros();
            long bucket = window.bucket(now);
            window.giveBack(now, bucket - step.bucketsAgo(), step.back());
            long granted = window.take(now, step.wanted(), limit);
            long retry = granted < step.wanted() ? window.microsUntilBelow(now, limit) : 0;

            List<String> reply = call(key, now, step, bucket - step.bucketsAgo(), limit);
            long width = SlidingWindow.widthMicros(WINDOW_MICROS, BUCKETS);
            assertThat(reply)
                    .containsExactly(
                            Long.toString(granted),
                            Long.toString(retry),
                            Long.toString(bucket),
                            Long.toString(width - Math.floorMod(now, width)));
        }
    }

    @Property(tries = 150)
    void no_window_holds_more_than_the_limit(@ForAll("forwardSteps") List<Step> steps) throws Exception {
        String key = UUID.randomUUID().toString();
        long now = 5_000_000_000L;
        int limit = 10;
        List<long[]> admitted = new ArrayList<>();
        for (Step step : steps) {
            now += step.micros();
            long granted = Long.parseLong(call(key, now, step, 0, limit).getFirst());
            admitted.add(new long[] {now, granted});
            long end = now;
            assertThat(admitted.stream()
                            .filter(one -> one[0] > end - WINDOW_MICROS)
                            .mapToLong(one -> one[1])
                            .sum())
                    .isLessThanOrEqualTo(limit);
        }
    }

    private static List<String> call(String key, long now, Step step, long backBucket, int limit) throws Exception {
        return redis.eval(
                        WindowScript.WITH_CLOCK,
                        List.of(key, Long.toString(now)),
                        List.of(
                                Integer.toString(step.wanted()),
                                Integer.toString(limit),
                                Integer.toString(BUCKETS),
                                Long.toString(SlidingWindow.widthMicros(WINDOW_MICROS, BUCKETS)),
                                "1",
                                Long.toString(backBucket),
                                Integer.toString(step.back())))
                .get();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return step(-3_000, 3).list().ofMaxSize(60);
    }

    @Provide
    Arbitrary<List<Step>> forwardSteps() {
        return step(0, 0).list().ofMaxSize(60);
    }

    private static Arbitrary<Step> step(int earliest, int mostBack) {
        Arbitrary<Integer> time = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.integers().between(Math.max(0, earliest), 1_500)),
                Tuple.of(1, Arbitraries.integers().between(earliest, 20_000)));
        return Combinators.combine(
                        time,
                        Arbitraries.integers().between(0, mostBack),
                        Arbitraries.integers().between(0, BUCKETS + 4),
                        Arbitraries.integers().between(0, 12))
                .as(Step::new);
    }
}
