package io.sluice.gateway.guard.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {
    private static final long WINDOW = 1_000;
    private final SlidingWindow window = new SlidingWindow(WINDOW, 10);

    @Test
    void what_is_given_back_within_the_window_is_free_at_once() {
        window.take(0, 3, 3);
        window.giveBack(500, window.bucket(0), 2);

        assertThat(window.take(500, 5, 3)).isEqualTo(2);
    }

    @Test
    void what_is_given_back_after_its_window_is_over_frees_nothing_of_others() {
        window.take(0, 1, 3);
        long bucket = window.bucket(0);
        window.take(2_000, 3, 3);
        window.giveBack(2_000, bucket, 1);

        assertThat(window.take(2_000, 1, 3)).isZero();
    }

    @Test
    void what_is_given_back_frees_nothing_of_another_bucket() {
        window.take(0, 1, 3);
        window.take(300, 2, 3);
        window.giveBack(300, window.bucket(0) - 1, 1);

        assertThat(window.sum(300)).isEqualTo(3);
    }

    @Test
    void no_window_holds_more_than_the_limit_however_late_refusals_come_back() {
        long limit = 4;
        RandomGenerator random = new SplittableRandom(7);
        List<long[]> kept = new ArrayList<>();
        List<long[]> pending = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(200);
            if (window.take(now, 1, limit) == 1) {
                (random.nextBoolean() ? kept : pending).add(new long[] {now, window.bucket(now)});
            }
            if (!pending.isEmpty() && random.nextInt(4) == 0) {
                window.giveBack(now, pending.remove(random.nextInt(pending.size()))[1], 1);
            }
            long end = now;
            kept.removeIf(one -> one[0] <= end - WINDOW);
            assertThat(kept.size()).isLessThanOrEqualTo((int) limit);
        }
    }
}
