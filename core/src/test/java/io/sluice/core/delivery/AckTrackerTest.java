package io.sluice.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is undelivered, whatever the order in which it gets done; compared with a sorted map. */
class AckTrackerTest {
    private final AckTracker tracker = new AckTracker(10);

    private static Pending event(long sequence) {
        return Pending.arrived(sequence, sequence * 1_000, Page.of(new byte[] {1}), 0, 1);
    }

    @Test
    void events_are_undelivered_in_rising_sequence_until_they_are_done() {
        Random random = new Random(5);
        TreeMap<Long, Pending> model = new TreeMap<>();
        for (long sequence = 11; sequence < 5_000; sequence++) {
            Pending next = event(sequence);
            assertThat(tracker.add(next)).isTrue();
            model.put(sequence, next);
            if (model.size() > 1 && random.nextInt(10) > 1) {
                List<Pending> all = new ArrayList<>(model.values());
                Pending done = all.get(random.nextInt(all.size()));
                tracker.done(done);
                tracker.done(done); // a second time says nothing new
                model.remove(done.sequence());
            }
            assertThat(tracker.size()).isEqualTo(model.size());
            assertThat(tracker.oldestMicros()).isEqualTo(model.firstKey() * 1_000);
        }
        assertThat(tracker.pending()).containsExactlyElementsOf(model.values());
    }

    @Test
    void what_was_looked_at_is_not_taken_again() {
        assertThat(tracker.add(event(10))).isFalse();
        assertThat(tracker.add(event(12))).isTrue();
        assertThat(tracker.add(event(11))).isFalse();
        tracker.lookedAt(20);
        assertThat(tracker.add(event(20))).isFalse();
        assertThat(tracker.position()).isEqualTo(20);
        assertThat(tracker.size()).isEqualTo(1);
    }

    @Test
    void with_nothing_undelivered_there_is_no_oldest() {
        assertThat(tracker.oldestMicros()).isZero();
        Pending restored = event(3);
        tracker.restore(restored);
        assertThat(tracker.oldestMicros()).isEqualTo(3_000);
        tracker.done(restored);
        assertThat(tracker.oldestMicros()).isZero();
        assertThat(tracker.pending()).isEmpty();
    }
}
