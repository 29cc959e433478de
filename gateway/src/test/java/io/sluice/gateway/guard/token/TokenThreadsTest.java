package io.sluice.gateway.guard.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Signatures that take long are not verified where they came in. */
final class TokenThreadsTest {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int verified;

    private TokenCheck check(int bound) {
        TokenThreads threads = new TokenThreads(work -> {
            if (waiting.size() == bound) {
                throw new RejectedExecutionException();
            }
            waiting.add(work);
        });
        TokenKeys keys = (_, _) -> {
            verified++;
            return CompletableFuture.completedFuture(new Verified.No("wrong"));
        };
        TokenRules rules = new TokenRules(List.of(), List.of(), true, Duration.ZERO, List.of());
        return new TokenCheck(EnumSet.allOf(TokenAlgorithm.class), keys, rules, threads);
    }

    private static String token(String algorithm) {
        return Issuer.base64("{\"alg\":\"" + algorithm + "\"}") + "." + Issuer.base64("{}") + ".AA";
    }

    @Test
    void a_signature_of_a_curve_waits_for_its_turn_and_others_are_verified_at_once() {
        TokenCheck check = check(10);
        for (String fast : new String[] {"HS256", "RS512", "PS384"}) {
            assertThat(check.check(token(fast), 0)).isDone();
        }
        assertThat(verified).isEqualTo(3);
        for (String slow : new String[] {"ES256", "ES384", "ES512", "EdDSA"}) {
            CompletableFuture<Judgement> judgement = check.check(token(slow), 0);
            assertThat(judgement).isNotDone();
            waiting.remove().run();
            assertThat(judgement.join()).isEqualTo(new Judgement.Wrong("wrong"));
        }
    }

    @Test
    void what_is_too_much_to_wait_is_not_judged() {
        TokenCheck check = check(1);
        CompletableFuture<Judgement> first = check.check(token("ES256"), 0);
        assertThat(check.check(token("ES256"), 0).join()).isEqualTo(new Judgement.Busy());
        waiting.remove().run();
        assertThat(first.join()).isInstanceOf(Judgement.Wrong.class);
        assertThat(verified).isEqualTo(1);
    }
}
