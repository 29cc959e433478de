package io.sluice.bench.prove;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Judges how the installation behaved while faults came and went. */
final class Conduct {
    private final Findings findings;

    Conduct(Findings findings) {
        this.findings = findings;
    }

    /** Nothing that was sent while an instance could store nothing was acknowledged meanwhile. */
    void acknowledgesNothingWhileBroken(Collection<Attempt> attempts, Map<Integer, List<Span>> broken) {
        long put = 0;
        Map<Integer, List<Attempt>> byInstance = attempts.stream().collect(Collectors.groupingBy(Attempt::instance));
        for (Map.Entry<Integer, List<Span>> gateway : broken.entrySet()) {
            for (Attempt attempt : byInstance.getOrDefault(gateway.getKey(), List.of())) {
                boolean within = gateway.getValue().stream()
                        .anyMatch(span -> attempt.sentNanos() - span.fromNanos() >= 0
                                && attempt.endedNanos() - span.toNanos() <= 0);
                if (within) {
                    put++;
                    if (attempt.acknowledged()) {
                        findings.violated(
                                Invariant.NO_2XX_WHILE_BROKEN,
                                "gateway-" + (gateway.getKey() + 1) + " acknowledged "
                                        + attempt.id().map(Object::toString).orElse("something")
                                        + " while its disk stored nothing");
                    }
                }
            }
        }
        findings.exercised(Invariant.NO_2XX_WHILE_BROKEN, put, "requests to an instance whose disk stored nothing");
    }

    void heals(List<StepOutcome> steps) {
        for (StepOutcome step : steps) {
            if (step.healedAfterSeconds().isEmpty()) {
                findings.violated(Invariant.SELF_HEALS, step.name() + ": " + String.join("; ", step.unwell()));
            }
        }
        findings.exercised(Invariant.SELF_HEALS, steps.size(), "steps of the schedule");
    }

    void staysWithin(long bytes, Map<String, Long> peaks, long samples) {
        peaks.forEach((gateway, peak) -> {
            if (peak > bytes) {
                findings.violated(
                        Invariant.MEMORY_BOUNDED,
                        "%s held %,d MiB, allowed are %,d".formatted(gateway, peak >> 20, bytes >> 20));
            }
        });
        findings.exercised(Invariant.MEMORY_BOUNDED, samples, "looks at resident memory");
    }

    /**
     * For every window that lies within a time in which Redis could be reached: what was both sent and answered in it is not more than
     * the limit.
     */
    void keepsLimit(Collection<Attempt> attempts, List<Span> redisAway) {
        long window = Site.LIMIT_WINDOW.toNanos();
        List<Attempt> accepted = attempts.stream()
                .filter(Attempt::acknowledged)
                .sorted(Comparator.comparingLong(Attempt::sentNanos))
                .toList();
        long windows = 0;
        Deque<Attempt> within = new ArrayDeque<>();
        for (Attempt last : accepted) {
            within.add(last);
            long from = last.endedNanos() - window;
            within.removeIf(attempt -> attempt.sentNanos() - from < 0);
            boolean undisturbed = redisAway.stream().noneMatch(span -> span.touches(from - window, last.endedNanos()));
            long inside = within.stream()
                    .filter(attempt -> attempt.endedNanos() - last.endedNanos() <= 0)
                    .count();
            if (undisturbed && inside > Site.LIMIT) {
                findings.violated(
                        Invariant.LIMITS_HOLD,
                        "%d accepted within %d s, the last answered %.1f s after the first request"
                                .formatted(
                                        inside,
                                        Site.LIMIT_WINDOW.toSeconds(),
                                        (last.endedNanos() - accepted.getFirst().sentNanos()) / 1e9));
            }
            windows += undisturbed && inside >= Site.LIMIT * 9 / 10 ? 1 : 0;
        }
        findings.exercised(Invariant.LIMITS_HOLD, windows, "windows filled to nine tenths or more");
    }
}
