package io.sluice.gateway.guard.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LocalFirstEventsTest {
    private static final Duration WINDOW = Duration.ofHours(1);

    private final AtomicLong now = new AtomicLong();
    private final LocalFirstEvents events = new LocalFirstEvents(3, now::get);

    private Earlier claim(String key) {
        return events.claim(key, WINDOW).join();
    }

    private Earlier.Nothing first(String key) {
        return (Earlier.Nothing) claim(key);
    }

    @Test
    void when_it_is_full_the_oldest_is_forgotten_and_nothing_else() {
        for (String key : new String[] {"a", "b", "c", "d"}) {
            first(key).claim().keep("id-" + key);
        }
        assertThat(claim("b")).isEqualTo(new Earlier.Stored("id-b"));
        assertThat(claim("c")).isEqualTo(new Earlier.Stored("id-c"));
        assertThat(claim("d")).isEqualTo(new Earlier.Stored("id-d"));
        assertThat(claim("a")).isInstanceOf(Earlier.Nothing.class);
    }

    @Test
    void who_comes_too_late_frees_nothing_that_another_claimed() {
        Earlier.Nothing late = first("a");
        now.addAndGet(FirstEvents.CLAIM.toNanos());
        first("a");
        late.claim().giveBack();
        assertThat(claim("a")).isInstanceOf(Earlier.Underway.class);
    }

    @Test
    void of_two_that_are_stored_because_a_claim_ended_the_first_is_remembered() {
        Earlier.Nothing late = first("a");
        now.addAndGet(FirstEvents.CLAIM.toNanos());
        first("a").claim().keep("second");
        late.claim().keep("first, but later on disk");
        assertThat(claim("a")).isEqualTo(new Earlier.Stored("second"));
    }

    @Test
    void an_event_that_is_on_disk_is_remembered_also_when_its_claim_is_over() {
        Earlier.Nothing late = first("a");
        now.addAndGet(FirstEvents.CLAIM.toNanos());
        late.claim().keep("id-a");
        assertThat(claim("a")).isEqualTo(new Earlier.Stored("id-a"));
    }
}
