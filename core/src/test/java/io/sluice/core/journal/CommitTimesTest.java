package io.sluice.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** When records were committed, from a memory that does not grow. */
class CommitTimesTest {
    private static final long NOON = 1_780_315_200_000_000L;
    private static final long TENTH = 100_000;

    @Test
    void records_of_one_group_have_the_time_of_the_group() {
        CommitTimes times = new CommitTimes();
        times.committed(1, NOON);
        times.committed(40, NOON + 2 * TENTH);

        assertThat(times.of(39)).hasValue(NOON);
        assertThat(times.of(40)).hasValue(NOON + 2 * TENTH);
        assertThat(times.of(1_000)).hasValue(NOON + 2 * TENTH);
    }

    @Test
    void what_was_committed_before_this_run_is_not_known() {
        CommitTimes times = new CommitTimes();
        assertThat(times.of(1)).isEmpty();
        times.committed(7, NOON);
        assertThat(times.of(6)).isEmpty();
    }

    @Test
    void a_clock_that_is_set_back_again_and_again_does_not_fill_the_memory() {
        CommitTimes times = new CommitTimes();
        for (int i = 1; i <= 100_000; i++) {
            times.committed(i, NOON - i * TENTH);
        }
        assertThat(times.of(100_000)).hasValue(NOON - 100_000 * TENTH);
    }

    /** A run of up to some weeks, busy and quiet by turns; commits as far apart as the pauses say. */
    @Property(tries = 60)
    void a_time_is_never_too_late_and_too_early_by_a_small_share_of_the_age_at_most(
            @ForAll @IntRange(min = 1, max = 30_000) int commits,
            @ForAll @LongRange(min = 1, max = 60_000_000L) long longestPause,
            @ForAll long seed) {
        CommitTimes times = new CommitTimes();
        List<Long> told = new ArrayList<>(commits);
        SplittableRandom random = new SplittableRandom(seed);
        long now = NOON;
        for (int i = 1; i <= commits; i++) {
            now += random.nextBoolean() ? random.nextLong(longestPause) : random.nextLong(1_000);
            told.add(now);
            times.committed(i, now);
        }
        for (int i = 1; i <= commits; i += 1 + random.nextInt(50)) {
            long time = told.get(i - 1);
            long error = time - times.of(i).orElseThrow();
            assertThat(error).isBetween(0L, TENTH + (now - time) / 64);
        }
    }
}
