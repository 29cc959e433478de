package io.sluice.core.delivery;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/** Events that wait for their next try, the one due first in front. Not thread-safe. */
final class RetryQueue {
    private final PriorityQueue<Pending> waiting;

    /** @param origin a time of about now: times of {@link Timer#nanoTime} compare by their distance only */
    RetryQueue(long origin) {
        waiting = new PriorityQueue<>(Comparator.comparingLong((Pending event) -> event.dueNanos() - origin)
                .thenComparingLong(Pending::sequence));
    }

    void add(Pending event) {
        waiting.add(event);
    }

    /** Takes the first event that is due, if one is. */
    Optional<Pending> takeDue(long nowNanos) {
        Pending first = waiting.peek();
        if (first == null || first.dueNanos() - nowNanos > 0) {
            return Optional.empty();
        }
        return Optional.of(waiting.remove());
    }

    /** When the first event is due, by {@link Timer#nanoTime}. */
    OptionalLong nextNanos() {
        Pending first = waiting.peek();
        return first == null ? OptionalLong.empty() : OptionalLong.of(first.dueNanos());
    }
}
