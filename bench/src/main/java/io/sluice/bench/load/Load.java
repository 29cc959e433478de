package io.sluice.bench.load;

import io.sluice.bench.check.AcknowledgedIds;
import io.sluice.bench.wire.RequestEncoder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Runs a {@link LoadPlan}: makes all connections, then sends, then says what was seen. */
public final class Load {
    private static final long PROGRESS_MILLIS = 1_000;
    /** Before a schedule begins: a connection counts as made when the kernel has it, and its server may not have taken it yet. */
    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LoadPlan plan;
    private final InstantSource clock;
    private final Progress progress = new Progress();
    private final List<LoadLoop> loops = new ArrayList<>();
    private final List<List<Tally>> tallies = new ArrayList<>();
    private final List<Timeline> timelines = new ArrayList<>();

    /** @param trustAll whether certificates are taken unchecked */
    public Load(LoadPlan plan, boolean trustAll, InstantSource clock) {
        this.plan = plan;
        this.clock = clock;
        for (int loop = 0; loop < plan.loops(); loop++) {
            loops.add(new LoadLoop(plan, connections(loop), trustAll));
        }
    }

    /**
     * Runs the load to its end. Blocks.
     *
     * @param watcher called about once a second, on the calling thread
     */
    public LoadResult run(Consumer<Progress> watcher) throws InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(plan.loops())
                .setWorkerPoolSize(1)
                .setPreferNativeTransport(true));
        try {
            await(Future.all(loops.stream().map(vertx::deployVerticle).toList()), _ -> {});
            Instant started = clock.instant();
            long start = System.nanoTime() + (plan.rate().isPresent() ? SETTLE_NANOS : 0);
            begin(start);
            await(Future.all(loops.stream().map(LoadLoop::finished).toList()), watcher);
            return result(started, start);
        } finally {
            await(vertx.close(), _ -> {});
        }
    }

    private void begin(long start) {
        long end = start + plan.duration().toNanos();
        long total = plan.total().orElse(Long.MAX_VALUE);
        int targets = plan.targets().size();
        List<AtomicLong> sent =
                plan.targets().stream().map(_ -> new AtomicLong()).toList();
        for (int l = 0; l < loops.size(); l++) {
            LoadLoop loop = loops.get(l);
            Timeline timeline = new Timeline();
            timelines.add(timeline);
            List<Lane> lanes = new ArrayList<>();
            List<Tally> seen = new ArrayList<>();
            for (int t = 0; t < targets; t++) {
                long share = total / targets + (t < total % targets ? 1 : 0);
                Pace pace = plan.rate().isPresent()
                        ? new OpenLoop(
                                plan.rate().getAsDouble(), start, end, total, l * targets + t, loops.size() * targets)
                        : new ClosedLoop(sent.get(t), share, end, t, targets);
                Tally tally = new Tally(timeline, progress, start);
                seen.add(tally);
                lanes.add(new Lane(encoder(t), pace, tally, loop.connections(t), loop::laneFinished));
            }
            tallies.add(seen);
            loop.begin(lanes, scheduleEnd(start, end) + plan.timeout().toNanos());
        }
    }

    private RequestEncoder encoder(int target) {
        return new RequestEncoder(plan.targets().get(target), plan.headers(), plan.payload(), clock);
    }

    private long scheduleEnd(long start, long end) {
        if (plan.rate().isEmpty() || plan.total().isEmpty()) {
            return end;
        }
        long lasts =
                (long) Math.min(1e9 * plan.total().getAsLong() / plan.rate().getAsDouble(), (double) (end - start));
        return start + lasts;
    }

    private int[] connections(int loop) {
        int targets = plan.targets().size();
        int[] counts = new int[targets];
        for (int t = 0; t < targets; t++) {
            int toTarget = plan.concurrency() / targets + (t < plan.concurrency() % targets ? 1 : 0);
            counts[t] = toTarget / plan.loops() + (loop < toTarget % plan.loops() ? 1 : 0);
        }
        return counts;
    }

    private LoadResult result(Instant started, long start) {
        Timeline timeline = new Timeline();
        timelines.forEach(timeline::add);
        List<InstanceResult> instances = new ArrayList<>();
        List<AcknowledgedIds> ids = new ArrayList<>();
        long withoutId = 0;
        long lasted = 1;
        for (int t = 0; t < plan.targets().size(); t++) {
            Histogram latency = new Histogram(Timeline.HIGHEST_MICROS, 3);
            Map<String, Long> errors = new HashMap<>();
            for (List<Tally> ofLoop : tallies) {
                Tally tally = ofLoop.get(t);
                latency.add(tally.latency());
                tally.errors().forEach((kind, count) -> errors.merge(kind, count, Long::sum));
                ids.add(tally.ids());
                withoutId += tally.withoutId();
                lasted = Math.max(lasted, tally.lastEnd() - start);
            }
            instances.add(new InstanceResult(plan.targets().get(t), latency, errors));
        }
        return new LoadResult(started, Duration.ofNanos(lasted), instances, timeline, ids, withoutId);
    }

    private void await(Future<?> future, Consumer<Progress> watcher) throws InterruptedException {
        var stage = future.toCompletionStage().toCompletableFuture();
        while (true) {
            try {
                stage.get(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException pending) {
                watcher.accept(progress);
            } catch (java.util.concurrent.ExecutionException failed) {
                throw new IllegalStateException("the load generator failed", failed.getCause());
            }
        }
    }
}
