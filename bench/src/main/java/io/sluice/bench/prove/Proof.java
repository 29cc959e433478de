package io.sluice.bench.prove;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The outcome of a run.
 *
 * @param machine on which it was run, in one line
 * @param seconds from the first request to the end of the last look
 * @param outcomes how many requests ended how
 * @param deliveries what the receiver got, repeats included
 * @param answersLost answers that the proxies cut off, by the server that gave them
 * @param peaks the most memory that each gateway held, in bytes
 * @param notExercised faults that the time did not suffice for
 */
public record Proof(
        ProofPlan plan,
        Instant started,
        String machine,
        double seconds,
        Map<String, Long> outcomes,
        long deliveries,
        Map<String, Long> answersLost,
        Map<String, Long> peaks,
        List<StepOutcome> steps,
        List<String> notExercised,
        List<Finding> findings) {

    /** Whether no invariant was broken. */
    public boolean holds() {
        return findings.stream().noneMatch(finding -> finding.verdict() == Finding.Verdict.BROKEN);
    }
}
