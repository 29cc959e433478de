package io.sluice.bench.prove;

import io.sluice.bench.ground.Switches;
import io.sluice.bench.proxy.Network;
import io.sluice.bench.proxy.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every fault that a site can suffer. */
final class Faults {
    private static final Duration HANGING_SYNC = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofHours(1);

    private final Site site;
    private final Duration suspension;
    private final List<Fault> faults = new ArrayList<>();

    private Faults(Site site, Duration suspension) {
        this.site = site;
        this.suspension = suspension;
    }

    /** @param suspension how long at least a suspended process or a silent network stays so */
    static List<Fault> of(Site site, Duration suspension) {
        Faults all = new Faults(site, suspension);
        site.gateways().forEach(all::gateway);
        all.redis();
        all.clickHouse();
        all.process(site.analytics());
        all.process(site.receiver());
        all.network("receiver", site.toReceiver(), Network.values());
        all.add(Fault.of("rolling restart of everything", "everything", all::rollingRestart, () -> {})
                .withoutRedis()
                .forgetting());
        return List.copyOf(all.faults);
    }

    private void gateway(GatewayUnderProof gateway) {
        String part = gateway.name();
        Part process = gateway.process();
        add(killed(process).forgetting());
        add(suspended(process));
        Switches switches = gateway.switches();
        add(Fault.of(part + " stopped (SIGTERM)", part, process::stop, process::start)
                .forgetting());
        add(Fault.of(part + " disk full", part, () -> switches.full(true), () -> switches.full(false))
                .breaking(gateway.index()));
        add(Fault.of(
                        part + " every fsync fails",
                        part,
                        () -> switches.failingSyncs(Long.MAX_VALUE),
                        () -> switches.failingSyncs(0))
                .breaking(gateway.index()));
        add(Fault.of(part + " one fsync fails", part, () -> switches.failingSyncs(1), () -> switches.failingSyncs(0)));
        add(Fault.of(
                        part + " every fsync takes 5 s",
                        part,
                        () -> switches.syncDelay(HANGING_SYNC),
                        () -> switches.syncDelay(Duration.ZERO))
                .lasting(HANGING_SYNC.plusSeconds(2)));
        clock(part + " clock an hour back", part, switches, STEP.negated());
        clock(part + " clock an hour forward", part, switches, STEP);
    }

    private void clock(String name, String part, Switches switches, Duration offset) {
        add(Fault.of(name, part, () -> switches.clockOffset(offset), () -> switches.clockOffset(Duration.ZERO)));
    }

    private void redis() {
        int from = faults.size();
        process(site.redis());
        network("redis", site.toRedis(), Network.SLOW, Network.CUT, Network.SILENT);
        faults.subList(from, faults.size()).replaceAll(Fault::withoutRedis);
    }

    private void clickHouse() {
        process(site.clickHouse());
        network("clickhouse", site.toClickHouse(), Network.values());
    }

    private void process(Part part) {
        add(killed(part));
        add(suspended(part));
    }

    private static Fault killed(Part part) {
        return Fault.of(part.name() + " killed (SIGKILL)", part.name(), part::kill, part::start);
    }

    private Fault suspended(Part part) {
        return Fault.of(part.name() + " suspended (SIGSTOP)", part.name(), part::suspend, part::resume)
                .lasting(suspension);
    }

    private void network(String to, TcpProxy proxy, Network... kinds) {
        for (Network kind : kinds) {
            if (kind != Network.SOUND) {
                Fault fault = Fault.of(
                        "network to " + to + " " + word(kind),
                        "network to " + to,
                        () -> proxy.become(kind),
                        () -> proxy.become(Network.SOUND));
                add(kind == Network.SILENT ? fault.lasting(suspension) : fault);
            }
        }
    }

    private static String word(Network kind) {
        return switch (kind) {
            case SOUND -> "sound";
            case SLOW -> "slow";
            case CUT -> "cut";
            case SILENT -> "half-open";
            case ANSWER_LOST -> "resets in the middle of answers";
        };
    }

    private void rollingRestart() {
        site.everything().forEach(part -> {
            part.stop();
            part.start();
        });
    }

    private void add(Fault fault) {
        faults.add(fault);
    }
}
