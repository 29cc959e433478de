package io.sluice.gateway.guard.replay;

import static io.sluice.gateway.redis.RedisLinks.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.redis.FaultyLink;
import io.sluice.gateway.redis.RedisLinks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances, one real Redis. */
final class SharedSeenIT {
    private static final Duration TTL = Duration.ofMinutes(1);

    private RedisLinks links;

    @BeforeEach
    void startRedis() {
        links = RedisLinks.of(2);
    }

    @AfterEach
    void stopRedis() {
        links.close();
    }

    private SharedSeen instance(int number) {
        return new SharedSeen(links.get(number), "instance-" + number, System::nanoTime);
    }

    @Test
    void of_many_claims_at_two_instances_each_key_is_first_once() {
        SharedSeen one = instance(0);
        SharedSeen other = instance(1);
        List<CompletableFuture<Claim>> claims = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            claims.add(one.claim("key-" + i, TTL));
            claims.add(other.claim("key-" + i, TTL));
            claims.add(one.claim("key-" + i, TTL));
        }
        long first = claims.stream()
                .filter(claim -> claim.join() instanceof Claim.First)
                .count();
        assertThat(first).isEqualTo(5_000);
    }

    @Test
    void what_is_given_back_can_be_claimed_at_another_instance() {
        Claim.First claimed = (Claim.First) instance(0).claim("a", TTL).join();
        assertThat(instance(1).claim("a", TTL).join()).isInstanceOf(Claim.Repeated.class);
        claimed.taken().giveBack();
        await(() -> instance(1).claim("a", TTL).join() instanceof Claim.First);
    }

    @Test
    void a_key_is_free_when_its_time_is_over() {
        assertThat(instance(0).claim("a", Duration.ofMillis(20)).join()).isInstanceOf(Claim.First.class);
        await(() -> instance(1).claim("a", TTL).join() instanceof Claim.First);
    }

    @Test
    void while_redis_is_away_nothing_is_known() {
        SharedSeen seen = instance(0);
        links.server().close();
        await(() -> !links.get(0).up());
        assertThat(seen.claim("a", TTL).join()).isInstanceOf(Claim.Unknown.class);
    }

    @Test
    void a_claim_whose_answer_was_lost_does_not_keep_the_senders_next_try_out() {
        FaultyLink link = new FaultyLink(links.get(0));
        SharedSeen seen = new SharedSeen(link, "one", System::nanoTime);
        link.now(FaultyLink.Fault.ANSWERS_LOST);
        assertThat(seen.claim("a", TTL).join()).isInstanceOf(Claim.Unknown.class);
        link.now(FaultyLink.Fault.NONE);
        assertThat(seen.claim("a", TTL).join()).isInstanceOf(Claim.First.class);
    }

    @Test
    void a_replay_whose_answer_was_lost_frees_nothing_that_another_claim_took() {
        FaultyLink link = new FaultyLink(links.get(0));
        SharedSeen seen = new SharedSeen(link, "one", System::nanoTime);
        assertThat(seen.claim("a", TTL).join()).isInstanceOf(Claim.First.class);
        link.now(FaultyLink.Fault.ANSWERS_LOST);
        assertThat(seen.claim("a", TTL).join()).isInstanceOf(Claim.Unknown.class);
        link.now(FaultyLink.Fault.NONE);
        assertThat(seen.claim("a", TTL).join()).isInstanceOf(Claim.Repeated.class);
    }
}
