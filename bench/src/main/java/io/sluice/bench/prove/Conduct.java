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
     * What was both sent and answered in a window is not more than the limit; in a window in which a gateway had no answer from Redis,
     * the share of each may come to it. Not judged are windows without Redis in which a gateway was started again: it remembers
     * neither what it let pass nor how many others there are.
     *
     * @param redisAway when nobody could be sure of Redis
     * @param missed when a gateway says that it decided without
     * @param forgotten when a gateway was started again
     */
    void keepsLimit(Collection<Attempt> attempts, List<Span> redisAway, List<Span> missed, List<Span> forgotten) {
        List<Attempt> accepted = attempts.stream()
                .filter(Attempt::acknowledged)
                .sorted(Comparator.comparingLong(Attempt::endedNanos))
                .toList();
        long[] full = new long[2];
        Deque<Attempt> within = new ArrayDeque<>();
        for (Attempt last : accepted) {
            long to = last.endedNanos();
            long from = to - Site.LIMIT_WINDOW.toNanos();
            within.add(last);
            within.removeIf(attempt -> attempt.sentNanos() - from < 0);
            boolean withRedis = touchesNone(redisAway, from, to) && touchesNone(missed, from, to);
            if (withRedis || touchesNone(forgotten, from, to)) {
                int allowed = withRedis ? Site.LIMIT : Site.LIMIT_WITHOUT_REDIS;
                full[withRedis ? 0 : 1] += within.size() >= Site.LIMIT * 9 / 10 ? 1 : 0;
                if (within.size() > allowed) {
                    findings.violated(
                            Invariant.LIMITS_HOLD,
                            "%d accepted within %d s where %d are allowed, the last answered %.1f s after the first request"
                                    .formatted(
                                            within.size(),
                                            Site.LIMIT_WINDOW.toSeconds(),
                                            allowed,
                                            (to - accepted.getFirst().sentNanos()) / 1e9));
                }
            }
        }
        findings.exercised(Invariant.LIMITS_HOLD, full[0], "windows filled to nine tenths or more");
        findings.exercised(
                Invariant.LIMITS_HOLD,
                full[1],
                "such windows in which a gateway had no answer from Redis (twice as much is allowed)");
    }

    private static boolean touchesNone(List<Span> spans, long from, long to) {
        return spans.stream().noneMatch(span -> span.touches(from, to));
    }
}
