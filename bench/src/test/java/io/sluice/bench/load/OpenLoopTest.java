package io.sluice.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
    private static final long MILLI = 1_000_000L;
    private static final long FOREVER = Long.MAX_VALUE / 4;

    @Test
    void a_request_is_not_given_out_before_it_is_due() {
        OpenLoop pace = new OpenLoop(1_000, 0, FOREVER, 10, 0, 1);

        assertThat(pace.take(0)).isEqualTo(1);
        assertThat(pace.take(MILLI - 1)).isEqualTo(Pace.NOT_YET);
        assertThat(pace.nextDue()).isEqualTo(MILLI);
        assertThat(pace.take(MILLI)).isEqualTo(2);
    }

    @Test
    void late_requests_keep_the_time_at_which_they_were_due() {
        OpenLoop pace = new OpenLoop(1_000, 0, FOREVER, 100, 0, 1);
        long late = 50 * MILLI;
        List<Long> intended = new ArrayList<>();

        while (pace.take(late) > 0) {
            intended.add(pace.intended());
        }

        assertThat(intended).hasSize(51).startsWith(0L, MILLI).endsWith(49 * MILLI, 50 * MILLI);
    }

    @Test
    void lanes_share_one_schedule_and_leave_no_number_out() {
        int lanes = 3;
        List<Long> numbers = new ArrayList<>();
        List<Long> intended = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            OpenLoop pace = new OpenLoop(1_000, 0, FOREVER, 100, lane, lanes);
            for (long number = pace.take(FOREVER / 2); number > 0; number = pace.take(FOREVER / 2)) {
                numbers.add(number);
                intended.add(pace.intended());
            }
        }

        assertThat(numbers).hasSize(100).doesNotHaveDuplicates().allMatch(number -> number >= 1 && number <= 100);
        assertThat(intended).doesNotHaveDuplicates();
        assertThat(intended.stream().mapToLong(Long::longValue).max()).hasValue(99 * MILLI);
    }

    @Test
    void nothing_is_due_after_the_end() {
        OpenLoop pace = new OpenLoop(1_000, 0, 10 * MILLI, Long.MAX_VALUE, 0, 1);
        int taken = 0;

        while (pace.take(FOREVER) > 0) {
            taken++;
        }

        assertThat(taken).isEqualTo(10);
        assertThat(pace.take(FOREVER)).isEqualTo(Pace.FINISHED);
    }

    @Test
    void what_is_given_up_is_counted() {
        OpenLoop pace = new OpenLoop(1_000, 0, 10 * MILLI, Long.MAX_VALUE, 0, 1);
        pace.take(0);

        assertThat(pace.abandon(FOREVER)).isEqualTo(9);
        assertThat(pace.take(FOREVER)).isEqualTo(Pace.FINISHED);
    }
}
