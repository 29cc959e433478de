package io.sluice.bench.prove;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What was seen while a step of the schedule was carried out.
 *
 * @param name of its faults
 * @param atSecond of the run
 * @param lastedSeconds until the last fault had ended
 * @param acknowledged requests with 200 meanwhile
 * @param refused requests with another status
 * @param unanswered requests without an answer
 * @param healedAfterSeconds from the end of the faults until everything was well; empty when it did not get so in time
 * @param unwell what was not well when it was last seen unwell
 */
public record StepOutcome(
        String name,
        double atSecond,
        double lastedSeconds,
        long acknowledged,
        long refused,
        long unanswered,
        OptionalDouble healedAfterSeconds,
        List<String> unwell) {}
