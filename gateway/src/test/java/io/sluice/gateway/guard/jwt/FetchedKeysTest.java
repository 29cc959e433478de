package io.sluice.gateway.guard.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.OtherServer;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.token.Issuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys behind a URL: kept, changed, away. */
final class FetchedKeysTest {
    private static final String CLAIMS = "{\"exp\":" + (GuardContract.NOW.getEpochSecond() + 86_400) + "}";
    private static final Issuer OLD = Issuer.of("ES256", "old");
    private static final Issuer NEW = Issuer.of("ES256", "new");

    private final Standing clock = new Standing(GuardContract.NOW);
    private final OtherServer server = new OtherServer(_ -> OtherServer.Answer.ok(Issuer.set(OLD.jwk("old"))));
    private final Configured guard = Configured.from(
            new JwtFactory(clock.surroundings()),
            "{\"jwt\": {\"jwks_url\": \"%s\", \"algorithm\": [\"ES256\", \"RS256\"], \"jwks_max_stale\": \"2h\"}}"
                    .formatted(server.url("/keys?tenant=1")));

    @AfterEach
    void stop() {
        server.close();
    }

    private static TestRequest signed(Issuer issuer, String kid) {
        String header = "{\"alg\":\"ES256\"" + (kid.isEmpty() ? "" : ",\"kid\":\"" + kid + "\"") + "}";
        return TestRequest.post("{}").header("Authorization", "Bearer " + issuer.token(header, CLAIMS));
    }

    private Verdict.Unavailable unavailable(TestRequest request) {
        Verdict verdict = guard.judge(request);
        assertThat(verdict).isInstanceOf(Verdict.Unavailable.class);
        return (Verdict.Unavailable) verdict;
    }

    @Test
    void keys_are_fetched_once_and_kept() {
        for (int i = 0; i < 20; i++) {
            guard.acceptance(signed(OLD, "old"));
            guard.acceptance(signed(OLD, ""));
            guard.refusal(signed(NEW, "old"));
        }
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("GET");
            assertThat(asked.path()).isEqualTo("/keys?tenant=1");
        });
    }

    @Test
    void requests_that_come_together_wait_for_one_fetch() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        server.answer(_ -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return OtherServer.Answer.ok(Issuer.set(OLD.jwk("old")));
        });
        List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            verdicts.add(guard.guard().check(signed(OLD, "old")));
        }
        assertThat(verdicts).noneMatch(CompletableFuture::isDone);
        goOn.countDown();
        for (CompletableFuture<Verdict> verdict : verdicts) {
            assertThat(verdict.get(10, TimeUnit.SECONDS)).isInstanceOf(Verdict.Accept.class);
        }
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void a_key_that_is_not_known_is_asked_for_at_once_but_not_more_often_than_every_ten_seconds() {
        guard.acceptance(signed(OLD, "old"));
        server.answer(200, Issuer.set(OLD.jwk("old"), NEW.jwk("new")));
        clock.move(Duration.ofSeconds(11));
        guard.acceptance(signed(NEW, "new"));
        guard.acceptance(signed(OLD, "old"));
        assertThat(server.asked()).hasSize(2);
        for (int i = 0; i < 100; i++) {
            assertThat(guard.refusal(signed(Issuer.of("ES256", "evil"), "made-up-" + i))
                            .cause())
                    .contains("not among those");
        }
        assertThat(server.asked()).hasSize(2);
        clock.move(Duration.ofSeconds(11));
        guard.refusal(signed(Issuer.of("ES256", "evil"), "made-up"));
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void a_new_key_is_also_found_where_tokens_name_none() {
        guard.acceptance(signed(OLD, ""));
        server.answer(200, Issuer.set(NEW.jwk("new")));
        clock.move(Duration.ofSeconds(11));
        guard.acceptance(signed(NEW, ""));
        guard.refusal(signed(OLD, ""));
    }

    @Test
    void old_keys_are_fetched_anew_in_the_background_and_a_removed_one_counts_no_more() {
        guard.acceptance(signed(OLD, "old"));
        server.answer(200, Issuer.set(NEW.jwk("new")));
        clock.move(Duration.ofMinutes(16));
        guard.acceptance(signed(OLD, "old"));
        await(() -> guard.judge(signed(OLD, "old")) instanceof Verdict.Reject);
        guard.acceptance(signed(NEW, "new"));
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void while_the_server_is_away_known_keys_count_until_they_are_too_old() {
        guard.acceptance(signed(OLD, "old"));
        server.answer(503, "");
        clock.move(Duration.ofMinutes(119));
        guard.acceptance(signed(OLD, "old"));
        clock.move(Duration.ofMinutes(2));
        Verdict.Unavailable away = unavailable(signed(OLD, "old"));
        assertThat(away.reason()).isEqualTo("jwt_keys_unavailable");
        assertThat(away.cause()).contains("answered 503").doesNotContain("tenant");
        server.answer(200, Issuer.set(OLD.jwk("old")));
        clock.move(Duration.ofSeconds(6));
        guard.acceptance(signed(OLD, "old"));
    }

    @Test
    void who_needs_a_key_that_cannot_be_had_comes_again() {
        guard.acceptance(signed(OLD, "old"));
        server.close();
        clock.move(Duration.ofSeconds(11));
        Verdict.Unavailable first = unavailable(signed(NEW, "new"));
        assertThat(first.retryAfter()).isEqualTo(Duration.ofSeconds(5));
        clock.move(Duration.ofSeconds(4));
        assertThat(unavailable(signed(NEW, "new")).retryAfter()).isEqualTo(Duration.ofSeconds(1));
        guard.acceptance(signed(OLD, "old"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | oops",
                "302 | {}",
                "404 | {}",
                "200 | not JSON",
                "200 | {\"keys\": []}",
                "200 | {\"kty\":\"oct\"}"
            })
    void an_answer_that_holds_no_keys_is_neither_yes_nor_no(int status, String body) {
        server.answer(status, body);
        assertThat(unavailable(signed(OLD, "old")).cause()).contains("answered " + status);
        unavailable(signed(OLD, "old"));
        assertThat(server.asked()).as("not asked again at once").hasSize(1);
    }

    @Test
    void a_shared_secret_in_a_set_is_never_used() {
        server.answer(200, Issuer.set("{\"kty\":\"oct\",\"k\":\"c2VjcmV0\",\"kid\":\"s\"}", OLD.jwk("old")));
        guard.acceptance(signed(OLD, "old"));
        guard.refusal(
                TestRequest.post("{}").header("Authorization", "Bearer " + Issuer.shared("HS256", "secret", CLAIMS)));
    }

    @Test
    void keys_of_all_kinds_are_read() {
        Issuer rsa = Issuer.of("RS256");
        server.answer(200, Issuer.set(rsa.jwk("r"), OLD.jwk("old")));
        guard.acceptance(TestRequest.post("{}").header("Authorization", "Bearer " + rsa.token(CLAIMS)));
        guard.acceptance(signed(OLD, "old"));
        guard.refusal(signed(OLD, "r"));
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
