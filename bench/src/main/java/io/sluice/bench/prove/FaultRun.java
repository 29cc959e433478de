package io.sluice.bench.prove;

import io.sluice.stack.StackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Carries out a schedule on a site under load, one step after the other, and waits after each until all is well. */
final class FaultRun {
    private static final long ASK_AGAIN_NANOS = Duration.ofMillis(100).toNanos();

    private final Wellness wellness;
    private final Ledger ledger;
    private final Duration healWithin;
    private final Consumer<StepOutcome> told;
    private final List<StepOutcome> steps = new ArrayList<>();
    private final Map<Integer, List<Span>> broken = new HashMap<>();
    private final List<Span> redisAway = new ArrayList<>();
    private final List<Span> forgotten = new ArrayList<>();
    private final long startNanos = System.nanoTime();

    /**
     * @param healWithin after that time something that is not well is a finding
     * @param told hears of every step when it is over
     */
    FaultRun(Wellness wellness, Ledger ledger, Duration healWithin, Consumer<StepOutcome> told) {
        this.wellness = wellness;
        this.ledger = ledger;
        this.healWithin = healWithin;
        this.told = told;
    }

    /** Carries out one step. */
    void carryOut(Step step) throws InterruptedException {
        long from = System.nanoTime();
        long[] begun = new long[step.faults().size()];
        for (int i = 0; i < begun.length; i++) {
            step.faults().get(i).begin().run();
            begun[i] = System.nanoTime();
        }
        Thread.sleep(step.lasts());
        List<String> unwell = new ArrayList<>();
        for (int i = 0; i < begun.length; i++) {
            Fault fault = step.faults().get(i);
            Span span = new Span(begun[i], System.nanoTime());
            fault.breaks()
                    .ifPresent(gateway -> broken.computeIfAbsent(gateway, index -> new ArrayList<>())
                            .add(span));
            try {
                fault.end().run();
            } catch (StackException notReady) {
                unwell.add(String.valueOf(notReady.getMessage()));
            }
        }
        long ended = System.nanoTime();
        OptionalDouble healed = awaitWell(ended, unwell);
        Span whole = new Span(from, System.nanoTime());
        if (step.faults().stream().anyMatch(Fault::redisAway)) {
            redisAway.add(whole);
        }
        if (step.faults().stream().anyMatch(Fault::forgets)) {
            forgotten.add(whole);
        }
        StepOutcome outcome = outcome(step, from, ended, healed, unwell);
        steps.add(outcome);
        told.accept(outcome);
    }

    private OptionalDouble awaitWell(long ended, List<String> unwell) throws InterruptedException {
        boolean started = unwell.isEmpty();
        while (started) {
            List<String> complaints = wellness.complaints(ended);
            long now = System.nanoTime();
            if (complaints.isEmpty()) {
                return OptionalDouble.of((now - ended) / 1e9);
            }
            unwell.clear();
            unwell.addAll(complaints);
            if (now - ended > healWithin.toNanos()) {
                break;
            }
            LockSupport.parkNanos(ASK_AGAIN_NANOS);
        }
        return OptionalDouble.empty();
    }

    private StepOutcome outcome(Step step, long from, long ended, OptionalDouble healed, List<String> unwell) {
        long acknowledged = 0;
        long refused = 0;
        long unanswered = 0;
        for (Attempt attempt : ledger.endedWithin(from, ended)) {
            if (attempt.acknowledged()) {
                acknowledged++;
            } else if (attempt.status() == 0) {
                unanswered++;
            } else {
                refused++;
            }
        }
        return new StepOutcome(
                step.name(),
                (from - startNanos) / 1e9,
                (ended - from) / 1e9,
                acknowledged,
                refused,
                unanswered,
                healed,
                List.copyOf(unwell));
    }

    List<StepOutcome> steps() {
        return List.copyOf(steps);
    }

    /** When which gateway could store nothing. */
    Map<Integer, List<Span>> broken() {
        return Map.copyOf(broken);
    }

    /** When limits could not be shared, until all was well again. */
    List<Span> redisAway() {
        return List.copyOf(redisAway);
    }

    /** When a gateway was started again, until all was well. */
    List<Span> forgotten() {
        return List.copyOf(forgotten);
    }

    Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
