package io.sluice.gateway.guard.anyof;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.Header;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.SecretMatch;
import io.sluice.core.plugin.Taken;
import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.Guards;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class AnyOfTest {
    private static final String WAYS = """
            {"auth": {"any_of": [
              {"basic_auth": {"username": "u", "password": "p"}},
              {"ip_whitelist": ["192.0.2.1"], "header_auth": {"api_key": ["old", "k"]}}]}}""";

    private final GuardFactory factory = Guards.all(new Standing(GuardContract.NOW).surroundings()).stream()
            .filter(guard -> guard.key().equals("auth"))
            .findFirst()
            .orElseThrow();

    private final List<String> takenBack = new ArrayList<>();

    private Verdict taking(String name) {
        return Verdict.Accept.taking(() -> takenBack.add(name));
    }

    private static Verdict reject(int status, String challenge) {
        return new Verdict.Reject(
                status, "test", "no", List.of(new Header("WWW-Authenticate", challenge)), "because of " + challenge);
    }

    private static Verdict judge(List<List<Guard>> ways) {
        return new AnyOfGuard(ways).check(TestRequest.post("{}")).join();
    }

    @Test
    void one_way_is_enough_and_all_guards_of_it_must_accept() {
        Configured guard = Configured.from(factory, WAYS);
        guard.acceptance(TestRequest.post("{}").header("Authorization", "Basic dTpw"));
        TestRequest withKey = TestRequest.post("{}").header("X-API-Key", "k");
        assertThat(guard.acceptance(withKey.from("192.0.2.1")).matches())
                .containsExactly(new SecretMatch("header_auth", "1"));
        Verdict.Reject refusal = guard.refusal(withKey.from("192.0.2.2"));
        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.headers()).extracting(Header::name).containsExactly("WWW-Authenticate");
        assertThat(refusal.cause())
                .contains("basic_auth: the header Authorization is missing", "ip_whitelist: the address 192.0.2.2");
        guard.refusal(TestRequest.post("{}"));
        assertThat(guard.plan().describe())
                .isEqualTo(
                        "any of: HTTP Basic as u, or from 192.0.2.1 and a key in the header X-API-Key, one of 2 secrets,"
                                + " in any case");
    }

    @Test
    void what_is_wrong_in_a_way_has_its_place() {
        assertThat(Configured.read(factory, """
                        {"auth": {"any_of": [{"hmac": {"secrt": "s"}}, {}, {"rate_limit": {}}, 7], "all_of": []}}""").errors())
                .anyMatch(line -> line.contains("auth.any_of[0].hmac.secrt  unknown key; did you mean \"secret\"?"))
                .anyMatch(line -> line.contains("one of its objects holds no guard"))
                .anyMatch(line -> line.contains("auth.any_of[2].rate_limit  unknown key"))
                .anyMatch(line -> line.contains("auth.any_of[3]  expected an object, found a number"))
                .anyMatch(line -> line.contains("auth.all_of  unknown key"));
        assertThat(Configured.read(factory, "{\"auth\": {}}").errors())
                .anyMatch(line -> line.contains("there is no way in"));
    }

    @Test
    void one_that_accepts_outweighs_one_that_cannot_decide() {
        Guard away = _ -> new Verdict.Unavailable("away", Duration.ofSeconds(3)).now();
        assertThat(judge(List.of(List.of(away), List.of(_ -> Verdict.Accept.NOW))))
                .isInstanceOf(Verdict.Accept.class);
        assertThat(judge(List.of(List.of(away), List.of(_ -> reject(401, "A").now()))))
                .isInstanceOfSatisfying(Verdict.Unavailable.class, verdict -> {
                    assertThat(verdict.retryAfter()).isEqualTo(Duration.ofSeconds(3));
                    assertThat(verdict.cause()).contains("away", "because of A");
                });
    }

    @Test
    void a_guard_with_a_fault_cannot_decide() {
        Guard faulty = _ -> {
            throw new IllegalStateException("a fault");
        };
        Guard failing = _ -> CompletableFuture.failedFuture(new IllegalStateException("a fault"));
        assertThat(judge(List.of(List.of(faulty)))).isInstanceOf(Verdict.Unavailable.class);
        assertThat(judge(List.of(List.of(failing), List.of(_ -> reject(401, "A").now()))))
                .isInstanceOf(Verdict.Unavailable.class);
        assertThat(judge(List.of(List.of(failing), List.of(_ -> Verdict.Accept.NOW))))
                .isInstanceOf(Verdict.Accept.class);
    }

    @Test
    void what_a_way_took_before_it_failed_is_given_back_and_the_rest_later() {
        Verdict verdict = judge(List.of(
                List.of(_ -> taking("a").now(), _ -> reject(401, "A").now()),
                List.of(_ -> taking("b").now(), _ -> taking("c").now()),
                List.of(_ -> taking("never").now())));
        assertThat(takenBack).containsExactly("a");
        ((Verdict.Accept) verdict).taken().forEach(Taken::giveBack);
        assertThat(takenBack).containsExactly("a", "b", "c");
    }

    @Test
    void a_guard_may_need_time() {
        CompletableFuture<Verdict> first = new CompletableFuture<>();
        CompletableFuture<Verdict> second = new CompletableFuture<>();
        AnyOfGuard guard = new AnyOfGuard(List.of(List.of(_ -> first), List.of(_ -> second, _ -> Verdict.Accept.NOW)));
        CompletableFuture<Verdict> verdict = guard.check(TestRequest.post("{}"));
        assertThat(verdict).isNotDone();
        first.completeExceptionally(new IllegalStateException("a fault"));
        assertThat(verdict).isNotDone();
        second.complete(new Verdict.Accept());
        assertThat(verdict.join()).isInstanceOf(Verdict.Accept.class);
    }

    @Test
    void a_guard_may_answer_by_itself() {
        Verdict.Answered answered = new Verdict.Answered("handshake", 200, List.of(), "challenge");
        assertThat(judge(List.of(List.of(_ -> reject(403, "A").now()), List.of(_ -> answered.now()))))
                .isEqualTo(answered);
    }

    private static final String QUESTIONS = """
            {"auth": {"any_of": [
              {"basic_auth": {"username": "u", "password": "p"}},
              {"ip_whitelist": ["192.0.2.1"], "provider": {"name": "meta", "secret": "a", "verify_token": "one"}},
              {"provider": {"name": "meta", "secret": "b", "verify_token": "two"}},
              {"provider": {"name": "x", "secret": "c"}}]}}""";

    private static TestRequest question(String query) {
        return TestRequest.post("").method("GET").target("/webhook/orders?" + query);
    }

    private static TestRequest meta(String token) {
        return question("hub.mode=subscribe&hub.challenge=123&hub.verify_token=" + token);
    }

    @Test
    void every_provider_answers_its_handshake() {
        Configured guard = Configured.from(factory, QUESTIONS);
        assertThat(guard.plan().methods()).containsExactly("GET");
        for (String token : List.of("one", "two")) {
            assertThat(guard.judge(meta(token).from("192.0.2.1")))
                    .isInstanceOfSatisfying(Verdict.Answered.class, answer -> {
                        assertThat(answer.status()).isEqualTo(200);
                        assertThat(answer.body()).isEqualTo("123");
                    });
        }
        assertThat(guard.judge(question("crc_token=abc").from("192.0.2.1")))
                .isInstanceOfSatisfying(
                        Verdict.Answered.class,
                        answer -> assertThat(answer.body()).contains("response_token"));
    }

    @Test
    void a_question_is_refused_as_each_way_would_refuse_it_and_what_nobody_answers_is_no_failure() {
        Configured guard = Configured.from(factory, QUESTIONS);
        assertThat(guard.refusal(meta("three").from("192.0.2.1")).status()).isEqualTo(403);
        // The first one's address is not allowed here, so its token is worth nothing.
        assertThat(guard.refusal(meta("one").from("192.0.2.9")).cause()).contains("verify token", "192.0.2.9");
        guard.acceptance(question("a=b").from("192.0.2.1"));
        guard.acceptance(TestRequest.post("").method("OPTIONS"));
    }

    @Test
    void what_came_before_says_so_only_where_nothing_else_is_wrong() {
        Guard replayed =
                _ -> ((Verdict.Reject) reject(401, "once")).asRepeated().now();
        Guard accepts = _ -> taking("a").now();
        Guard refuses = _ -> reject(403, "B").now();
        assertThat(((Verdict.Reject) judge(List.of(List.of(replayed, accepts)))).repeated())
                .isTrue();
        assertThat(takenBack).containsExactly("a");
        assertThat(((Verdict.Reject) judge(List.of(List.of(replayed, refuses)))).repeated())
                .isFalse();
        assertThat(judge(List.of(List.of(replayed), List.of(accepts)))).isInstanceOf(Verdict.Accept.class);
    }
}
