package io.sluice.bench.prove;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects what speaks for and against each invariant. */
final class Findings {
    private static final int EXAMPLES = 10;

    private final Map<Invariant, Case> cases = new EnumMap<>(Invariant.class);

    private static final class Case {
        private long exercised;
        private long violations;
        private final List<String> how = new ArrayList<>();
        private final List<String> examples = new ArrayList<>();
    }

    Findings() {
        for (Invariant invariant : Invariant.values()) {
            cases.put(invariant, new Case());
        }
    }

    /** So many times it was put to the test. */
    void exercised(Invariant invariant, long times, String what) {
        Case found = cases.get(invariant);
        found.exercised += times;
        found.how.add("%,d %s".formatted(times, what));
    }

    /** It did not hold. */
    void violated(Invariant invariant, String example) {
        Case found = cases.get(invariant);
        found.violations++;
        if (found.examples.size() < EXAMPLES) {
            found.examples.add(example);
        }
    }

    List<Finding> all() {
        return cases.entrySet().stream()
                .map(each -> new Finding(
                        each.getKey(),
                        each.getValue().exercised,
                        String.join(", ", each.getValue().how),
                        each.getValue().violations,
                        List.copyOf(each.getValue().examples)))
                .toList();
    }
}
