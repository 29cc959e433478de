package io.sluice.gateway.guard.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final int WAITING = 4;
    private final Lease lease = new Lease(1_000_000);

    @Test
    void it_lets_pass_what_was_counted_and_no_more() {
        lease.grant(2, 100);

        assertThat(lease.take(1)).isTrue();
        assertThat(lease.take(2)).isTrue();
        assertThat(lease.take(3)).isFalse();
    }

    @Test
    void after_its_bucket_it_lets_nothing_pass_and_gives_back_what_was_not_used() {
        lease.grant(5, 100);
        assertThat(lease.take(99)).isTrue();

        assertThat(lease.take(100)).isFalse();
        assertThat(lease.end(100)).isEqualTo(4);
        assertThat(lease.end(101)).isZero();
    }

    @Test
    void before_its_end_nothing_is_given_back_and_no_other_is_asked_for() {
        lease.grant(5, 100);

        assertThat(lease.end(99)).isZero();
        assertThat(lease.wanted(WAITING, 1)).isZero();
    }

    @Test
    void it_grows_while_it_is_used_up_and_shrinks_to_what_was_used() {
        assertThat(lease.wanted(WAITING, 1)).isEqualTo(4);
        lease.grant(4, 100);
        useAll();
        assertThat(lease.wanted(WAITING, 1)).isEqualTo(8);
        lease.grant(20, 100);
        lease.take(1);
        lease.end(100);
        assertThat(lease.wanted(0, 1)).isEqualTo(2);
    }

    @Test
    void the_leases_of_all_instances_together_hold_no_more_than_half_a_percent_of_the_limit() {
        assertThat(lease.wanted(1_000_000, 1)).isEqualTo(5_000);
        assertThat(lease.wanted(1_000_000, 5)).isEqualTo(1_000);
        assertThat(new Lease(100).wanted(1_000_000, 1)).isZero();
    }

    private void useAll() {
        while (lease.take(1)) {
            // one after the other
        }
    }
}
