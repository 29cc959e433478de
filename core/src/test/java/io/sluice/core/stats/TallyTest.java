package io.sluice.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Windows, against a list of all moments. */
final class TallyTest {
    private static final long START = 1_800_000_000L;

    @Property
    void each_window_holds_what_came_in_it_within_one_bucket(
            @ForAll("pauses") List<Integer> pauses, @ForAll @IntRange(max = 100_000) int idle) {
        Tally tally = new Tally();
        List<Long> moments = new ArrayList<>();
        long now = START;
        for (int pause : pauses) {
            now += pause;
            moments.add(now);
            tally.add(moments.size(), now);
        }
        now += idle;
        Counts counts = tally.counts(now);
        assertThat(counts.total()).isEqualTo(moments.size());
        assertBetween(counts.minute(), moments, now, 60, 1);
        assertBetween(counts.minutes5(), moments, now, 300, 10);
        assertBetween(counts.minutes15(), moments, now, 900, 10);
        assertBetween(counts.minutes30(), moments, now, 1_800, 10);
        assertBetween(counts.hour(), moments, now, 3_600, 10);
        assertBetween(counts.day(), moments, now, 86_400, 600);
        assertBetween(counts.week(), moments, now, 7 * 86_400, 3_600);
        assertBetween(counts.month(), moments, now, 30 * 86_400, 3_600);
    }

    private static void assertBetween(long count, List<Long> moments, long now, long seconds, long bucket) {
        assertThat(count)
                .isLessThanOrEqualTo(
                        moments.stream().filter(m -> m > now - seconds).count())
                .isGreaterThanOrEqualTo(
                        moments.stream().filter(m -> m > now - seconds + bucket).count());
    }

    @Property
    void a_state_read_back_counts_the_same(
            @ForAll("pauses") List<Integer> pauses, @ForAll @IntRange(max = 100_000) int idle) {
        Tally tally = new Tally();
        long now = START;
        long sequence = 0;
        for (int pause : pauses) {
            now += pause;
            tally.add(++sequence, now);
        }
        Tally copy = Tally.decode(tally.encode());
        assertThat(copy.counts(now + idle)).isEqualTo(tally.counts(now + idle));
        assertThat(copy.encode()).isEqualTo(tally.encode());
    }

    @Test
    void a_sequence_that_was_counted_is_not_counted_again() {
        Tally tally = new Tally();
        tally.add(5, START);
        tally.add(5, START);
        tally.add(3, START);
        tally.add(6, START);
        assertThat(tally.counts(START).total()).isEqualTo(2);
    }

    @Test
    void a_clock_that_steps_back_loses_nothing() {
        Tally tally = new Tally();
        tally.add(1, START);
        tally.add(2, START - 3_000);
        assertThat(tally.counts(START).minute()).isEqualTo(2);
    }

    @Provide
    Arbitrary<List<Integer>> pauses() {
        return Arbitraries.frequencyOf(
                        Tuple.of(6, Arbitraries.integers().between(0, 30)),
                        Tuple.of(2, Arbitraries.integers().between(0, 4_000)),
                        Tuple.of(1, Arbitraries.integers().between(0, 400_000)))
                .list()
                .ofMaxSize(200);
    }
}
