package io.sluice.gateway.guard.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Taken;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LocalSeenTest {
    private final AtomicLong nanos = new AtomicLong();
    private final LocalSeen seen = new LocalSeen(2, nanos::get);

    private Claim claim(String key, Duration ttl) {
        return seen.claim(key, ttl).join();
    }

    @Test
    void a_key_is_claimed_once_until_its_time_is_over() {
        assertThat(claim("a", Duration.ofSeconds(10))).isInstanceOf(Claim.First.class);
        assertThat(claim("a", Duration.ofSeconds(1))).isInstanceOf(Claim.Repeated.class);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(claim("a", Duration.ofMillis(5)))
                .as("not forgotten too early, whatever time is asked for now")
                .isInstanceOf(Claim.Repeated.class);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(claim("a", Duration.ofSeconds(10))).isInstanceOf(Claim.First.class);
    }

    @Test
    void a_full_memory_forgets_nothing_and_claims_nothing() {
        claim("a", Duration.ofSeconds(10));
        claim("b", Duration.ofSeconds(1));
        assertThat(claim("c", Duration.ofSeconds(10))).isInstanceOf(Claim.Unknown.class);
        assertThat(claim("a", Duration.ofSeconds(10))).isInstanceOf(Claim.Repeated.class);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(claim("c", Duration.ofSeconds(10))).isInstanceOf(Claim.First.class);
    }

    @Test
    void what_is_given_back_can_be_claimed_again() {
        Taken taken = ((Claim.First) claim("a", Duration.ofSeconds(10))).taken();
        taken.giveBack();
        assertThat(claim("a", Duration.ofSeconds(10))).isInstanceOf(Claim.First.class);
    }
}
