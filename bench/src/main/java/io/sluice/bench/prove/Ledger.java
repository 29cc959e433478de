package io.sluice.bench.prove;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;

/** Everything that was sent. Thread-safe. */
final class Ledger {
    /** Senders note what ended at nearly the same time in any order. */
    private static final long TOGETHER_NANOS = 1_000_000_000;

    private final ConcurrentLinkedDeque<Attempt> attempts = new ConcurrentLinkedDeque<>();
    private final Map<Integer, Long> lastAcknowledged = new ConcurrentHashMap<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();

    void add(Attempt attempt) {
        attempts.add(attempt);
        ended.incrementAndGet();
        if (attempt.acknowledged()) {
            acknowledged.incrementAndGet();
            lastAcknowledged.merge(attempt.instance(), attempt.sentNanos(), Math::max);
        }
    }

    /** Whether the instance has acknowledged a request that was sent after that moment. */
    boolean acknowledgedSince(int instance, long nanos) {
        Long last = lastAcknowledged.get(instance);
        return last != null && last - nanos > 0;
    }

    long acknowledged() {
        return acknowledged.get();
    }

    long ended() {
        return ended.get();
    }

    /** All, in the order in which they ended. */
    Collection<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** What ended within a stretch of time, the newest first. Looks no further back than that. */
    List<Attempt> endedWithin(long fromNanos, long toNanos) {
        List<Attempt> found = new ArrayList<>();
        Iterator<Attempt> newestFirst = attempts.descendingIterator();
        while (newestFirst.hasNext()) {
            Attempt attempt = newestFirst.next();
            if (attempt.endedNanos() - fromNanos < -TOGETHER_NANOS) {
                break;
            }
            if (attempt.endedNanos() - fromNanos >= 0 && attempt.endedNanos() - toNanos <= 0) {
                found.add(attempt);
            }
        }
        return found;
    }

    /** How many ended how: {@code 200}, {@code 503}, {@code no answer}. */
    Map<String, Long> outcomes() {
        Map<String, Long> outcomes = new TreeMap<>();
        attempts.forEach(attempt -> outcomes.merge(
                attempt.status() == 0 ? "no answer" : Integer.toString(attempt.status()), 1L, Long::sum));
        return outcomes;
    }
}
