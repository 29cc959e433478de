package io.sluice.gateway.guard.digestauth;

import static io.sluice.gateway.redis.RedisLinks.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.AuthParameters;
import io.sluice.gateway.guard.around.SlowChecks;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.outgoing.GuardClients;
import io.sluice.gateway.guard.replay.SharedSeen;
import io.sluice.gateway.redis.RedisLinks;
import io.sluice.gateway.redis.Script;
import io.sluice.gateway.redis.SocketRedisLink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three instances behind one balancer, one real Redis. */
final class SharedNonceKeysIT {
    private static final Script FORGET = Script.of("redis.call('FLUSHALL') return {}");
    private static final DigestSender SENDER = new DigestSender("shop", "s3cret", "Webhook API", "MD5", "auth");
    private static final TestRequest PLAIN = TestRequest.post("{}");

    private RedisLinks links;
    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void startRedis() {
        links = RedisLinks.of(3);
    }

    @AfterEach
    void stopRedis() {
        links.close();
    }

    private Configured instance(int number) {
        SocketRedisLink link = links.get(number);
        Surroundings around = new Surroundings(
                () -> Optional.of(link),
                nanos::get,
                new Standing(GuardContract.NOW),
                () -> new SharedSeen(link, "instance-" + number, System::nanoTime),
                new GuardClients(Map.of()),
                new SlowChecks(Runnable::run),
                false);
        return Configured.from(
                new DigestAuthFactory(around), "{\"digest_auth\": {\"username\": \"shop\", \"password\": \"s3cret\"}}");
    }

    private static String nonce(Configured instance) {
        return instance.refusal(PLAIN).headers().stream()
                .map(header -> AuthParameters.parse("Digest", header.value()).orElseThrow())
                .findFirst()
                .flatMap(challenge -> challenge.value("nonce"))
                .orElseThrow();
    }

    @Test
    void a_nonce_of_one_instance_is_taken_by_the_others_and_each_count_once() {
        Configured one = instance(0);
        Configured other = instance(1);
        String nonce = nonce(one);
        other.acceptance(SENDER.sign(PLAIN, nonce, 1));
        one.acceptance(SENDER.sign(PLAIN, nonce, 2));
        assertThat(one.refusal(SENDER.sign(PLAIN, nonce, 1)).cause()).contains("replay");
        assertThat(other.refusal(SENDER.sign(PLAIN, nonce, 2)).cause()).contains("replay");
    }

    @Test
    void a_redis_that_lost_its_memory_gets_the_key_back() {
        Configured one = instance(0);
        String nonce = nonce(one);
        links.get(0).eval(FORGET, List.of(), List.of()).join();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        one.refusal(PLAIN);
        await(() -> holdsAKey());
        instance(1).acceptance(SENDER.sign(PLAIN, nonce, 1));
    }

    private boolean holdsAKey() {
        Script script = Script.of("return {tostring(redis.call('EXISTS', KEYS[1]))}");
        return links.get(0)
                .eval(script, List.of(SharedNonceKeys.NAME), List.of())
                .join()
                .equals(List.of("1"));
    }

    @Test
    void an_instance_that_meets_another_key_takes_it_and_still_knows_its_own() {
        Configured one = instance(0);
        String before = nonce(one);
        links.get(0).eval(FORGET, List.of(), List.of()).join();
        String after = nonce(instance(1));
        assertThat(one.refusal(SENDER.sign(PLAIN, after, 1)).headers().toString())
                .contains("stale=true");

        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        one.refusal(PLAIN);
        AtomicLong count = new AtomicLong(1);
        await(() -> one.judge(SENDER.sign(PLAIN, after, (int) count.incrementAndGet())) instanceof Verdict.Accept);
        one.acceptance(SENDER.sign(PLAIN, before, 1));
    }

    @Test
    void what_is_no_key_is_not_taken_for_one() {
        Script spoil = Script.of("redis.call('SET', KEYS[1], 'x') return {}");
        links.get(0).eval(spoil, List.of(SharedNonceKeys.NAME), List.of()).join();
        assertThat(instance(0).judge(PLAIN)).isInstanceOf(Verdict.Unavailable.class);
    }

    @Test
    void the_key_outlives_redis_in_those_who_know_it() {
        SharedNonceKeys keys = new SharedNonceKeys(links.get(0), nanos::get, new Random(1));
        NonceKeys.Ring ring = keys.ring().join().orElseThrow();
        links.server().close();
        await(() -> !links.get(0).up());
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(keys.ring().join()).contains(ring);
        assertThat(new SharedNonceKeys(links.get(1), nanos::get, new Random(2))
                        .ring()
                        .join())
                .isEmpty();
    }
}
