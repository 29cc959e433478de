package io.sluice.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AwakeTimeTest {
    private final AwakeTime awake = new AwakeTime(50, 1_000);

    @Test
    void it_passes_with_the_ticks_of_a_process_that_runs() {
        awake.advance(1_050);
        awake.advance(1_110);

        assertThat(awake.nanos()).isEqualTo(110);
    }

    @Test
    void a_process_that_did_not_run_has_aged_by_two_ticks_at_most() {
        awake.advance(36_000);
        awake.advance(36_050);

        assertThat(awake.nanos()).isEqualTo(150);
    }
}
