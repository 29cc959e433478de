package io.sluice.bench.measure;

import io.sluice.bench.check.AcknowledgedIds;
import io.sluice.bench.check.EventLogCheck;
import io.sluice.bench.check.LogOutcome;
import io.sluice.bench.check.LogRange;
import io.sluice.bench.load.Load;
import io.sluice.bench.load.LoadPlan;
import io.sluice.bench.load.LoadResult;
import io.sluice.bench.report.Figures;
import io.sluice.bench.wire.Payload;
import io.sluice.bench.wire.Target;
import io.sluice.core.event.Header;
import io.sluice.core.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Runs the rounds. Within a round both servers get the same load for the same time, one after the other, and the next one only
 * begins when the gateway has brought everything into the event log: what a server still does is charged to itself.
 */
public final class Measurement {
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final double EVENTS = 100_000;
    /**
     * Loads that a warm-up consists of: when the first connections are closed, the JVM throws away what it had compiled on the
     * assumption that none ever is, and would compile it anew in the first round.
     */
    private static final int WARMUPS = 3;

    private final MeasurePlan plan;
    private final Bed bed;
    private final Consumer<String> progress;

    private Measurement(MeasurePlan plan, Bed bed, Consumer<String> progress) {
        this.plan = plan;
        this.bed = bed;
        this.progress = progress;
    }

    /**
     * Starts the servers, measures every setting of the plan and stops the servers. Blocks for minutes.
     *
     * @throws IllegalStateException when the event log does not hold what was acknowledged: such figures are worth nothing
     */
    public static List<Setting> run(MeasurePlan plan, Consumer<String> progress)
            throws IOException, StoreException, InterruptedException {
        try (Bed bed = new Bed(plan.webhooks())) {
            Measurement measurement = new Measurement(plan, bed, progress);
            List<Setting> settings = new ArrayList<>();
            for (Payload payload : plan.payloads()) {
                for (int concurrency : plan.concurrencies()) {
                    settings.add(measurement.setting(payload, concurrency));
                }
            }
            return settings;
        }
    }

    /**
     * Measures what guards cost: the same signed load in turns on a webhook that checks a bearer token alone and on one that also
     * checks the signature, counts a rate limit and looks whether the event came before, both in Redis.
     *
     * @return the rounds, of which the bearer token alone is the floor
     * @throws IllegalStateException when the event log does not hold what was acknowledged
     */
    public static List<Pair> guards(MeasurePlan plan, Consumer<String> progress)
            throws IOException, StoreException, InterruptedException {
        try (Bed bed = new Bed(plan.webhooks())) {
            Measurement measurement = new Measurement(plan, bed, progress);
            progress.accept("warming up");
            measurement.guards(plan.warmup());
            List<Pair> rounds = new ArrayList<>();
            for (int round = 1; round <= plan.rounds(); round++) {
                Pair pair = measurement.guards(plan.seconds());
                rounds.add(pair);
                progress.accept(
                        ("round %d of %d: bearer alone %.0f/s, all guards %.0f/s, share %.3f; CPU s per 100,000:"
                                        + " gateway %.2f and %.2f, Redis %.2f")
                                .formatted(
                                        round,
                                        plan.rounds(),
                                        pair.floor().perSecond(),
                                        pair.gateway().perSecond(),
                                        pair.share(),
                                        pair.floor().cpuSeconds(),
                                        pair.gateway().cpuSeconds(),
                                        pair.gateway().redisCpuSeconds()));
            }
            return rounds;
        }
    }

    private Pair guards(Duration time) throws IOException, InterruptedException {
        return new Pair(guarded(Bed.BEARER_ALONE, time), guarded(Bed.GUARDED, time));
    }

    private Sample guarded(String webhook, Duration time) throws IOException, InterruptedException {
        Payload payload = new Payload.Signed(Bed.SECRET, Long.toString(System.nanoTime(), Character.MAX_RADIX));
        return gateway(
                load(
                        payload,
                        plan.concurrencies().getFirst(),
                        time,
                        OptionalDouble.empty(),
                        bed.gatewayPort(),
                        webhook),
                webhook);
    }

    private Setting setting(Payload payload, int concurrency) throws IOException, InterruptedException {
        Duration part = plan.warmup().dividedBy(WARMUPS);
        LoadPlan load = load(payload, concurrency, part, OptionalDouble.empty(), bed.floorPort());
        progress.accept("warming up: " + payload.describe() + ", " + concurrency + " connections");
        for (int i = 0; i < WARMUPS; i++) {
            floor(load);
            gateway(to(bed.gatewayPort(), load));
        }
        LoadPlan measured = load.lasting(plan.seconds());
        List<Pair> rounds = new ArrayList<>();
        for (int round = 1; round <= plan.rounds(); round++) {
            Pair pair = new Pair(floor(measured), gateway(to(bed.gatewayPort(), measured)));
            rounds.add(pair);
            progress.accept(
                    ("round %d of %d: floor %.0f/s, gateway %.0f/s, share %.3f; CPU s per 100,000: floor %.2f, gateway %.2f,"
                                    + " ClickHouse %.2f; allocated per event: floor %.0f B, gateway %.0f B")
                            .formatted(
                                    round,
                                    plan.rounds(),
                                    pair.floor().perSecond(),
                                    pair.gateway().perSecond(),
                                    pair.share(),
                                    pair.floor().cpuSeconds(),
                                    pair.gateway().cpuSeconds(),
                                    pair.gateway().storeCpuSeconds(),
                                    pair.floor().allocatedBytes(),
                                    pair.gateway().allocatedBytes()));
        }
        double half = Spread.of(rounds, pair -> pair.gateway().perSecond()).median() / 2;
        LoadPlan scheduled = load(payload, concurrency, plan.seconds(), OptionalDouble.of(half), bed.floorPort());
        Pair open = new Pair(floor(scheduled), gateway(to(bed.gatewayPort(), scheduled)));
        return new Setting(payload, concurrency, rounds, half, open);
    }

    private Sample floor(LoadPlan load) throws InterruptedException, IOException {
        int mark = collected(bed.floor());
        Duration cpu = bed.floor().cpu();
        LoadResult result = new Load(load, false, InstantSource.system()).run(_ -> {});
        return sample(result, bed.floor(), cpu, Duration.ZERO, Duration.ZERO, mark, 0);
    }

    /** The mark from which on the server's log says what it allocates. */
    private static int collected(SluiceProcess server) throws IOException, InterruptedException {
        server.collect();
        return GcLog.mark(server.gcLog());
    }

    private Sample gateway(LoadPlan load) throws InterruptedException, IOException {
        return gateway(load, Bed.WEBHOOK);
    }

    private Sample gateway(LoadPlan load, String webhook) throws InterruptedException, IOException {
        int mark = collected(bed.gateway());
        Duration cpu = bed.gateway().cpu();
        Duration storeCpu = bed.storeCpu();
        Duration redisCpu = bed.redisCpu();
        Instant from = Instant.now();
        LoadResult result = new Load(load, false, InstantSource.system()).run(_ -> {});
        LogOutcome outcome = new EventLogCheck(bed.events(), webhook, SETTLE)
                .compare(
                        AcknowledgedIds.sorted(result.ids()),
                        LogRange.Window.of(from, Instant.now()),
                        System.nanoTime(),
                        progress);
        double visible = switch (outcome) {
            case LogOutcome.Checked checked
            when checked.agrees() ->
                checked.visibleAfter().map(after -> after.toNanos() / 1e9).orElse(0.0);
            case LogOutcome other -> throw new IllegalStateException("the event log does not agree: " + other);
        };
        return sample(
                result,
                bed.gateway(),
                cpu,
                bed.storeCpu().minus(storeCpu),
                bed.redisCpu().minus(redisCpu),
                mark,
                visible);
    }

    private static Sample sample(
            LoadResult result,
            SluiceProcess server,
            Duration cpuBefore,
            Duration storeCpu,
            Duration redisCpu,
            int mark,
            double visible)
            throws IOException, InterruptedException {
        Histogram latency = result.latency();
        double events = Math.max(1, result.successful());
        Duration cpu = server.cpu().minus(cpuBefore);
        long resident = server.residentBytes();
        server.collect();
        return new Sample(
                Figures.rate(result.successful(), result.elapsed()),
                result.failed(),
                latency.getValueAtPercentile(50) / 1000.0,
                latency.getValueAtPercentile(99) / 1000.0,
                latency.getValueAtPercentile(99.9) / 1000.0,
                cpu.toMillis() / 1000.0 * EVENTS / events,
                storeCpu.toMillis() / 1000.0 * EVENTS / events,
                redisCpu.toMillis() / 1000.0 * EVENTS / events,
                GcLog.allocatedSince(server.gcLog(), mark) / events,
                resident,
                visible);
    }

    private static LoadPlan load(Payload payload, int concurrency, Duration time, OptionalDouble rate, int port) {
        return load(payload, concurrency, time, rate, port, Bed.WEBHOOK);
    }

    private static LoadPlan load(
            Payload payload, int concurrency, Duration time, OptionalDouble rate, int port, String webhook) {
        return new LoadPlan(
                List.of(target(port, webhook)),
                List.of(new Header("Authorization", "Bearer " + Bed.TOKEN)),
                payload,
                concurrency,
                OptionalLong.empty(),
                time,
                rate,
                TIMEOUT,
                1);
    }

    private static LoadPlan to(int port, LoadPlan load) {
        return load(load.payload(), load.concurrency(), load.duration(), load.rate(), port);
    }

    private static Target target(int port, String webhook) {
        return Target.of("port " + port, URI.create("http://127.0.0.1:" + port + "/webhook/" + webhook));
    }
}
