package io.sluice.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.bench.check.AcknowledgedIds;
import io.sluice.bench.check.SortedIds;
import io.sluice.bench.floor.FloorServer;
import io.sluice.bench.wire.Payload;
import io.sluice.bench.wire.Target;
import io.sluice.gateway.options.GatewayOptions;
import io.sluice.stack.FreePort;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void the_total_is_kept_and_spread_evenly() throws InterruptedException {
        try (FloorServer one = floor();
                FloorServer two = floor();
                FloorServer three = floor()) {
            LoadPlan plan = plan(List.of(at(one.port()), at(two.port()), at(three.port())), 10, 1_000, 2);

            LoadResult result = run(plan);

            assertThat(result.successful()).isEqualTo(1_000);
            assertThat(result.failed()).isZero();
            assertThat(result.instances())
                    .extracting(InstanceResult::successful)
                    .containsExactly(334L, 333L, 333L);
            SortedIds ids = AcknowledgedIds.sorted(result.ids());
            assertThat(ids.size()).isEqualTo(1_000);
            assertThat(ids.repeated()).isZero();
            assertThat(result.timeline().intervals())
                    .satisfies(intervals -> assertThat(intervals.stream()
                                    .mapToLong(Timeline.Interval::successful)
                                    .sum())
                            .isEqualTo(1_000));
        }
    }

    @Test
    void a_stall_is_charged_for_every_request_that_was_due_meanwhile() throws Exception {
        Duration stall = Duration.ofMillis(600);
        long threshold = TimeUnit.MILLISECONDS.toMicros(100);
        CountDownLatch goOn = new CountDownLatch(1);
        try (ControlledServer server = new ControlledServer(number -> {
            if (number == 1) {
                CompletableFuture.delayedExecutor(stall.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(goOn::countDown);
            }
            goOn.await();
            return ControlledServer.ok();
        })) {
            LoadPlan plan = new LoadPlan(
                    List.of(Target.of("server", server.address())),
                    List.of(),
                    new Payload.Numbered(),
                    4,
                    OptionalLong.of(1_000),
                    LoadPlan.UNLIMITED,
                    OptionalDouble.of(1_000),
                    LONG,
                    1);

            LoadResult result = run(plan);

            // All of those due in the first 500 ms had to wait for 100 ms or more, though only 4 were on their way.
            long charged = result.latency().getCountBetweenValues(threshold, Timeline.HIGHEST_MICROS);
            assertThat(result.successful()).isEqualTo(1_000);
            assertThat(charged).isGreaterThanOrEqualTo(500);
        }
    }

    @Test
    void each_request_to_a_dead_server_fails_once() throws InterruptedException {
        LoadResult result = run(plan(List.of(at(FreePort.find())), 2, 7, 1));

        assertThat(result.successful()).isZero();
        assertThat(result.errors()).containsExactly(Map.entry("connection refused", 7L));
    }

    @Test
    void a_dead_server_keeps_nothing_from_a_living_one() throws InterruptedException {
        try (FloorServer living = floor()) {
            LoadResult result = run(plan(List.of(at(living.port()), at(FreePort.find())), 4, 20, 1));

            assertThat(result.instances())
                    .extracting(InstanceResult::successful)
                    .containsExactly(10L, 0L);
            assertThat(result.instances()).extracting(InstanceResult::failed).containsExactly(0L, 10L);
        }
    }

    @Test
    void errors_are_counted_by_kind_most_first() throws Exception {
        try (ControlledServer server = new ControlledServer(number -> switch (number % 5) {
            case 0 -> "";
            case 1, 2 -> "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
            default -> ControlledServer.ok();
        })) {
            LoadResult result = run(plan(List.of(Target.of("server", server.address())), 1, 50, 1));

            assertThat(server.requests()).isEqualTo(50);
            assertThat(result.successful()).isEqualTo(20);
            assertThat(result.withoutId()).isEqualTo(20);
            assertThat(result.errors())
                    .containsExactly(Map.entry("HTTP 503", 20L), Map.entry("connection closed", 10L));
        }
    }

    @Test
    void an_answer_that_does_not_come_is_a_timeout() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ControlledServer server = new ControlledServer(_ -> {
            never.await();
            return "";
        })) {
            LoadPlan plan = new LoadPlan(
                    List.of(Target.of("server", server.address())),
                    List.of(),
                    new Payload.Numbered(),
                    2,
                    OptionalLong.of(4),
                    LoadPlan.UNLIMITED,
                    OptionalDouble.empty(),
                    Duration.ofMillis(100),
                    1);

            assertThat(run(plan).errors()).containsExactly(Map.entry("timeout", 4L));
        }
    }

    @Test
    void what_could_not_be_sent_on_schedule_is_counted_as_failed() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ControlledServer server = new ControlledServer(_ -> {
            never.await();
            return "";
        })) {
            LoadPlan plan = new LoadPlan(
                    List.of(Target.of("server", server.address())),
                    List.of(),
                    new Payload.Numbered(),
                    1,
                    OptionalLong.of(500),
                    LoadPlan.UNLIMITED,
                    OptionalDouble.of(5_000),
                    Duration.ofMillis(200),
                    1);

            LoadResult result = run(plan);

            assertThat(result.successful()).isZero();
            assertThat(result.failed()).isEqualTo(500);
            assertThat(result.errors().getFirst().getKey()).startsWith("never sent");
        }
    }

    @Test
    void a_connection_that_the_server_ends_after_an_answer_is_made_again() throws Exception {
        String last = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        try (ControlledServer server = new ControlledServer(_ -> last)) {
            LoadResult result = run(plan(List.of(Target.of("server", server.address())), 2, 20, 1));

            assertThat(result.successful()).isEqualTo(20);
            assertThat(result.failed()).isZero();
        }
    }

    @Test
    void fewer_connections_than_instances_are_refused() {
        assertThatThrownBy(() -> plan(List.of(at(1), at(2), at(3)), 2, 10, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--concurrency");
    }

    @Test
    void the_timeline_is_merged_before_it_grows_without_bound() {
        Timeline timeline = new Timeline();
        int seconds = 10_000;
        Stream.iterate(0L, second -> second + 1).limit(seconds).forEach(second -> {
            timeline.success(second * 1_000_000_000L, 1_000);
            timeline.failure(second * 1_000_000_000L, 2);
        });

        assertThat(timeline.intervals().size()).isLessThanOrEqualTo(Timeline.MAX_INTERVALS);
        assertThat(timeline.intervals().stream()
                        .mapToLong(Timeline.Interval::successful)
                        .sum())
                .isEqualTo(seconds);
        assertThat(timeline.intervals().stream()
                        .mapToLong(Timeline.Interval::failed)
                        .sum())
                .isEqualTo(2L * seconds);
    }

    private static FloorServer floor() {
        return FloorServer.start(
                GatewayOptions.fromEnvironment(Map.of()).listeningOn("127.0.0.1", FreePort.find()),
                InstantSource.system());
    }

    private static Target at(int port) {
        return Target.of("port " + port, URI.create("http://127.0.0.1:" + port + "/webhook/test"));
    }

    private static LoadPlan plan(List<Target> targets, int concurrency, long total, int loops) {
        return new LoadPlan(
                targets,
                List.of(),
                new Payload.Numbered(),
                concurrency,
                OptionalLong.of(total),
                LoadPlan.UNLIMITED,
                OptionalDouble.empty(),
                LONG,
                loops);
    }

    private static LoadResult run(LoadPlan plan) throws InterruptedException {
        return new Load(plan, false, InstantSource.system()).run(_ -> {});
    }
}
