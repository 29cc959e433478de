package io.sluice.bench.prove;

import java.util.Locale;
import java.util.stream.Collectors;

/** A proof for the terminal. */
final class ProofText {
    /** Seconds after which one wants to know what took so long. */
    private static final double SLOW = 5;

    private ProofText() {}

    /** One step, one line; more when it did not heal. */
    static String of(StepOutcome step) {
        String unwell = String.join("; ", step.unwell());
        double healedAfter = step.healedAfterSeconds().orElse(Double.NaN);
        String healed = Double.isNaN(healedAfter)
                ? "NOT WELL: " + unwell
                : "well after %.1f s".formatted(healedAfter) + (healedAfter > SLOW ? ", last " + unwell : "");
        return String.format(
                Locale.ROOT,
                "%6.1f s  %-52s %5.1f s  %,6d acknowledged %,5d refused %,5d unanswered  %s",
                step.atSecond(),
                step.name(),
                step.lastedSeconds(),
                step.acknowledged(),
                step.refused(),
                step.unanswered(),
                healed);
    }

    /** The verdict. */
    static String of(Proof proof) {
        StringBuilder text = new StringBuilder(2_000);
        text.append("%nSeed %d, %.0f s, %d steps on %s%n"
                .formatted(proof.plan().seed(), proof.seconds(), proof.steps().size(), proof.machine()));
        text.append("Requests: %s; deliveries: %,d; answers lost on the way: %s; most memory: %s%n%n"
                .formatted(
                        proof.outcomes(),
                        proof.deliveries(),
                        proof.answersLost(),
                        proof.peaks().entrySet().stream()
                                .sorted(java.util.Map.Entry.comparingByKey())
                                .map(each -> each.getKey() + " " + (each.getValue() >> 20) + " MiB")
                                .collect(Collectors.joining(", "))));
        for (Finding finding : proof.findings()) {
            text.append("  %-22s %-14s %s%n".formatted(finding.invariant().label(), word(finding), finding.how()));
            finding.examples()
                    .forEach(example -> text.append("      ").append(example).append('\n'));
            if (finding.violations() > finding.examples().size()) {
                text.append("      … %,d in all%n".formatted(finding.violations()));
            }
        }
        if (!proof.notExercised().isEmpty()) {
            text.append("%nThe time did not suffice for: %s%n".formatted(String.join(", ", proof.notExercised())));
        }
        text.append(
                proof.holds()
                        ? "%nEvery invariant that was put to the test held.%n".formatted()
                        : "%nBROKEN. The same seed gives the same schedule: sluice prove --seed %d%n"
                                .formatted(proof.plan().seed()));
        return text.toString();
    }

    static String word(Finding finding) {
        return switch (finding.verdict()) {
            case HELD -> "held";
            case BROKEN -> "BROKEN";
            case NOT_EXERCISED -> "not exercised";
        };
    }
}
