package io.sluice.gateway.guard.idempotency;

import static io.sluice.gateway.redis.RedisLinks.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Taken;
import io.sluice.gateway.redis.RedisLinks;
import io.sluice.gateway.redis.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances, one real Redis. */
final class SharedFirstEventsIT {
    private static final Duration WINDOW = Duration.ofDays(3);
    private static final Script MILLIS_LEFT = Script.of("return {redis.call('PTTL', KEYS[1])}");
    private static final Script EXISTS = Script.of("return {redis.call('EXISTS', KEYS[1])}");
    private static final Script END_NOW = Script.of("return {redis.call('PEXPIRE', KEYS[1], 1)}");

    private final AtomicLong passed = new AtomicLong();
    private RedisLinks links;
    private SharedFirstEvents one;
    private SharedFirstEvents other;

    @BeforeEach
    void startRedis() {
        links = RedisLinks.of(2);
        one = SharedFirstEvents.on(links.get(0), "one", () -> System.nanoTime() + passed.get());
        other = SharedFirstEvents.on(links.get(1), "other", System::nanoTime);
    }

    @AfterEach
    void stopRedis() {
        links.close();
    }

    private long redis(Script script, String key) {
        return Long.parseLong(links.get(0)
                .eval(script, List.of("sluice:first:" + key), List.of())
                .join()
                .getFirst());
    }

    private static Earlier claim(SharedFirstEvents events, String key) {
        return events.claim(key, WINDOW).join();
    }

    private static Earlier.Nothing first(SharedFirstEvents events, String key) {
        return (Earlier.Nothing) claim(events, key);
    }

    @Test
    void the_first_event_of_a_key_is_known_at_every_instance_for_the_window() {
        first(one, "a").claim().keep("id-1");
        await(() -> claim(other, "a") instanceof Earlier.Stored);
        assertThat(claim(other, "a")).isEqualTo(new Earlier.Stored("id-1"));
        assertThat(claim(one, "a")).isEqualTo(new Earlier.Stored("id-1"));
        assertThat(redis(MILLIS_LEFT, "a")).isBetween(WINDOW.minusMinutes(1).toMillis(), WINDOW.toMillis());
    }

    @Test
    void a_claim_is_no_event_and_ends_by_itself() {
        first(one, "a");
        assertThat(claim(other, "a")).isInstanceOf(Earlier.Underway.class);
        assertThat(redis(MILLIS_LEFT, "a")).isBetween(1L, FirstEvents.CLAIM.toMillis());
        redis(END_NOW, "a");
        await(() -> claim(other, "a") instanceof Earlier.Nothing);
    }

    @Test
    void what_is_given_back_can_be_claimed_at_another_instance() {
        first(one, "a").claim().giveBack();
        await(() -> claim(other, "a") instanceof Earlier.Nothing);
    }

    @Test
    void who_comes_too_late_frees_nothing_that_another_claimed_and_hides_no_event() {
        Earlier.Nothing late = first(one, "a");
        redis(END_NOW, "a");
        await(() -> claim(other, "a") instanceof Earlier.Nothing);
        late.claim().giveBack();
        assertThat(claim(one, "a")).isInstanceOf(Earlier.Underway.class);
        late.claim().keep("id-late");
        await(() -> claim(other, "a").equals(new Earlier.Stored("id-late")));
    }

    @Test
    void of_two_that_are_stored_because_a_claim_ended_the_first_to_be_written_down_is_remembered() {
        Earlier.Nothing late = first(one, "a");
        redis(END_NOW, "a");
        await(() -> claim(other, "a") instanceof Earlier.Nothing(var claim) && keep(claim, "id-2"));
        await(() -> claim(other, "a").equals(new Earlier.Stored("id-2")));
        passed.addAndGet(FirstEvents.CLAIM.toNanos() / 2);
        late.claim().keep("id-late");
        first(one, "b"); // in the same call as what is written down, or in the one after it
        assertThat(claim(other, "a")).isEqualTo(new Earlier.Stored("id-2"));
    }

    private static boolean keep(Taken claim, String id) {
        claim.keep(id);
        return true;
    }

    @Test
    void an_event_that_was_written_over_anothers_claim_stays_when_the_other_is_given_back() {
        Earlier.Nothing slept = first(one, "a");
        redis(END_NOW, "a");
        await(() -> redis(EXISTS, "a") == 0);
        Earlier.Nothing refused = first(other, "a");
        // By its own clock, which stood still, the claim is young.
        slept.claim().keep("id-1");
        await(() -> claim(one, "a").equals(new Earlier.Stored("id-1")));
        refused.claim().giveBack();
        first(other, "b");
        assertThat(claim(other, "a")).isEqualTo(new Earlier.Stored("id-1"));
    }

    @Test
    void of_thousands_at_once_each_key_has_one_first() {
        List<CompletableFuture<Earlier>> claims = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            claims.add(one.claim("key-" + i, WINDOW));
            claims.add(other.claim("key-" + i, WINDOW));
            claims.add(one.claim("key-" + i, WINDOW));
        }
        assertThat(claims.stream()
                        .filter(claim -> claim.join() instanceof Earlier.Nothing)
                        .count())
                .isEqualTo(3_000);
    }

    @Test
    void while_redis_is_away_nothing_is_known_and_what_got_on_disk_is_written_down_when_it_is_back() {
        Earlier.Nothing onDisk = first(one, "a");
        Earlier.Nothing refused = first(one, "b");
        links.server().process().suspend();
        try {
            await(() -> claim(one, "c") instanceof Earlier.Unknown);
            onDisk.claim().keep("id-a");
            refused.claim().giveBack();
        } finally {
            links.server().process().resume();
        }
        await(() -> claim(other, "a").equals(new Earlier.Stored("id-a")));
        await(() -> claim(other, "b") instanceof Earlier.Nothing);
        await(() -> claim(other, "c") instanceof Earlier.Nothing);
    }

    @Test
    void a_redis_that_forgot_lets_the_repeat_in() {
        first(one, "a").claim().keep("id-1");
        // Asked of the same instance: its calls follow each other, so it need not tell the new Redis of the event once
        // more.
        await(() -> claim(one, "a") instanceof Earlier.Stored);
        links.server().restart();
        await(() -> claim(other, "a") instanceof Earlier.Nothing);
    }
}
