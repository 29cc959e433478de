package io.sluice.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private static final long LATELY = Presence.LATELY.toNanos();
    private final Presence presence = new Presence();

    @BeforeEach
    void reached() {
        presence.reached(0);
        presence.counted(5, 1);
    }

    @Test
    void a_redis_that_came_back_empty_makes_nobody_take_a_larger_share() {
        presence.reached(2 * LATELY);
        presence.counted(1, 2 * LATELY + 1);

        assertThat(presence.instances()).isEqualTo(5);
    }

    @Test
    void who_has_not_come_back_in_time_is_gone() {
        presence.reached(2 * LATELY);
        presence.counted(4, 3 * LATELY + 1);

        assertThat(presence.instances()).isEqualTo(4);
    }

    @Test
    void a_new_one_counts_at_once() {
        presence.counted(6, 2);

        assertThat(presence.instances()).isEqualTo(6);
    }
}
