package io.sluice.bench.prove;

import io.sluice.bench.report.Machine;
import io.sluice.core.event.EventId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One proof from the first process to the verdict. */
public final class Proving {
    private static final int SENDERS_PER_GATEWAY = 8;
    private static final int LIMITED_SENDERS = 2;
    private static final Duration LIMITED_PAUSE = Duration.ofMillis(40);
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration SETTLE = Duration.ofSeconds(60);

    private final ProofPlan plan;
    private final Consumer<String> progress;
    private final Consumer<StepOutcome> told;
    private final Findings findings = new Findings();
    private final Conduct conduct = new Conduct(findings);

    /**
     * @param progress hears what goes on, many times a second
     * @param told hears of every step when it is over
     */
    public Proving(ProofPlan plan, Consumer<String> progress, Consumer<StepOutcome> told) {
        this.plan = plan;
        this.progress = progress;
        this.told = told;
    }

    /**
     * Runs it. Whatever happens, no process is left behind.
     *
     * @throws IOException when a server cannot be started or asked
     */
    public Proof run(Instant started) throws IOException, InterruptedException {
        progress.accept("starting two gateways, Redis, ClickHouse, the analytics and a receiver");
        try (Site site = Site.open();
                Senders orders = new Senders(Site.TOKEN);
                Senders limited = new Senders(Site.TOKEN);
                Wellness wellness = new Wellness(site, orders.ledger());
                EventLogRows log = new EventLogRows(site.clickHouseItself());
                Settling settling = new Settling(site, log)) {
            long begun = System.nanoTime();
            MemoryWatch memory = new MemoryWatch(site);
            RedisMissed missed = new RedisMissed(site);
            start(site, orders, limited);
            Thread.sleep(WARM_UP);
            Schedule schedule = new Schedule(Faults.of(site, plan.suspension()), plan.seed());
            FaultRun run = new FaultRun(wellness, orders.ledger(), plan.healWithin(), told);
            inject(schedule, run, orders.ledger());
            orders.stop();
            limited.stop();
            Settling.Settled settled = settling.await(orders.ledger().acknowledged(), SETTLE, progress);
            memory.stop();
            missed.stop();
            progress.accept("comparing");
            Evidence evidence = gather(site, orders, log, settled);
            judge(evidence, run, memory);
            conduct.keepsLimit(limited.ledger().attempts(), run.redisAway(), missed.spans(), run.forgotten());
            return new Proof(
                    plan,
                    started,
                    Machine.here().describe(),
                    (System.nanoTime() - begun) / 1e9,
                    orders.ledger().outcomes(),
                    evidence.received().deliveries(),
                    answersLost(site),
                    memory.peaks(),
                    run.steps(),
                    schedule.notYetAlone(),
                    findings.all());
        }
    }

    private void start(Site site, Senders orders, Senders limited) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        int senders = SENDERS_PER_GATEWAY * site.gateways().size();
        Duration pause = Duration.ofSeconds(1).multipliedBy(senders).dividedBy(plan.rate());
        for (GatewayUnderProof gateway : site.gateways()) {
            orders.start(gateway.index(), gateway.at("/webhook/" + Site.ORDERS), SENDERS_PER_GATEWAY, pause, random);
            limited.start(
                    gateway.index(), gateway.at("/webhook/" + Site.LIMITED), LIMITED_SENDERS, LIMITED_PAUSE, random);
        }
    }

    private void inject(Schedule schedule, FaultRun run, Ledger ledger) throws InterruptedException {
        while (run.sinceStart().compareTo(plan.lasts()) < 0) {
            Step step = schedule.next();
            progress.accept("%4d s of %d  %,d requests, %,d acknowledged  %s"
                    .formatted(
                            run.sinceStart().toSeconds(),
                            plan.lasts().toSeconds(),
                            ledger.ended(),
                            ledger.acknowledged(),
                            step.name()));
            run.carryOut(step);
        }
    }

    /** Stops the gateways, so that their journals stand still, and reads everything. */
    private static Evidence gather(Site site, Senders orders, EventLogRows log, Settling.Settled settled)
            throws IOException, InterruptedException {
        Map<EventId, EventLogRows.Logged> logged = log.all();
        List<JournalContents> journals = new ArrayList<>();
        long failedCalls = 0;
        for (GatewayUnderProof gateway : site.gateways()) {
            gateway.process().stop();
            journals.add(JournalContents.read(gateway.journal()));
            failedCalls += gateway.switches().failedCalls();
        }
        return new Evidence(
                orders.ledger().attempts(),
                journals,
                logged,
                Receiver.read(site.received()),
                settled.counts(),
                settled.rows(),
                failedCalls);
    }

    private void judge(Evidence evidence, FaultRun run, MemoryWatch memory) {
        new Reconciliation(evidence, findings).judge();
        conduct.acknowledgesNothingWhileBroken(evidence.attempts(), run.broken());
        conduct.heals(run.steps());
        conduct.staysWithin(plan.memoryBytes(), memory.peaks(), memory.samples());
    }

    private static Map<String, Long> answersLost(Site site) {
        Map<String, Long> lost = new TreeMap<>();
        lost.put("clickhouse", site.toClickHouse().answersLost());
        lost.put("receiver", site.toReceiver().answersLost());
        return lost;
    }
}
