package io.sluice.bench.prove;

import java.util.List;

/**
 * What a proof found out about one invariant.
 *
 * @param exercised how often it was put to the test; 0 when this run says nothing about it
 * @param how what was counted
 * @param violations how often it did not hold
 * @param examples the first of them, in words
 */
public record Finding(Invariant invariant, long exercised, String how, long violations, List<String> examples) {

    /** Whether it was put to the test and held, did not hold, or was not put to the test. */
    public enum Verdict {
        HELD,
        BROKEN,
        NOT_EXERCISED
    }

    public Verdict verdict() {
        if (violations > 0) {
            return Verdict.BROKEN;
        }
        return exercised > 0 ? Verdict.HELD : Verdict.NOT_EXERCISED;
    }
}
