package io.sluice.bench.check;

/** Whether {@code /stats} agrees with what was acknowledged. */
public sealed interface StatsOutcome {

    /**
     * The counters were read before and after the load.
     *
     * @param counted by how much the webhook's total rose
     * @param acknowledged successful requests
     * @param perInstance whether each instance counts for itself, and the sum is meant
     */
    record Checked(long counted, long acknowledged, boolean perInstance) implements StatsOutcome {

        /** Whether at least what was acknowledged was counted; more is the work of other senders, or of answers that were lost. */
        public boolean agrees() {
            return counted >= acknowledged;
        }
    }

    /**
     * The counters could not be read.
     *
     * @param reason half a sentence: why
     */
    record NotChecked(String reason) implements StatsOutcome {}
}
