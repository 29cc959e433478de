package io.sluice.gateway.guard.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that the authorization server is asked about. */
final class IntrospectionTest extends GuardContract {
    private static final String TOKEN = "2YotnFZFEjr1zCsicMWpAA";

    private final Introspected issuer = new Introspected()
            .knows(TOKEN, lasting(3_600))
            .knows("expired", lasting(-31))
            .knows("future", ",\"nbf\":" + (Introspected.SECONDS + 31))
            .knows("other-issuer", lasting(3_600).replace("login", "evil"))
            .knows("other-audience", lasting(3_600).replace("hooks", "shop"));

    private static String lasting(long seconds) {
        return ",\"scope\":\"read write\",\"iss\":\"https://login.example.com/\",\"aud\":[\"hooks\"],\"exp\":"
                + (Introspected.SECONDS + seconds);
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Override
    protected GuardFactory factory(Surroundings around) {
        return new OAuth2Factory(around);
    }

    @Override
    protected String settings() {
        return issuer.settings(
                ", \"issuer\": \"https://login.example.com/\", \"audience\": \"hooks\", \"required_scope\": [\"write\"]");
    }

    @Override
    protected String rotated() {
        return "";
    }

    @Override
    protected List<String> secrets() {
        return List.of(Introspected.SECRET, TOKEN);
    }

    private static TestRequest bearer(String token) {
        return TestRequest.post("{}").header("Authorization", "Bearer " + token);
    }

    @Override
    protected TestRequest right() {
        return bearer(TOKEN);
    }

    @Override
    protected Map<String, TestRequest> wrong() {
        Map<String, TestRequest> wrong = new LinkedHashMap<>();
        wrong.put("missing", right().without("Authorization"));
        wrong.put("no token", right().replaced("Authorization", "Bearer "));
        wrong.put("another scheme", right().replaced("Authorization", "Basic " + TOKEN));
        wrong.put("repeated", right().repeated("Authorization"));
        wrong.put("two in one", bearer(TOKEN + ", " + TOKEN));
        wrong.put("not one of its characters", bearer("tökén"));
        wrong.put("too long", bearer("a".repeat(16_385)));
        wrong.put("inactive", bearer("unknown"));
        wrong.put("expired", bearer("expired"));
        wrong.put("from the future", bearer("future"));
        wrong.put("of another issuer", bearer("other-issuer"));
        wrong.put("for another audience", bearer("other-audience"));
        return wrong;
    }

    @Override
    protected Stream<TestRequest> mutations() {
        return right().headerMutations("Authorization").stream();
    }

    private Configured guard(String more) {
        return Configured.from(factory(clock.surroundings()), issuer.settings(more));
    }

    private static Verdict.Unavailable unavailable(Configured guard, TestRequest request) {
        Verdict verdict = guard.judge(request);
        assertThat(verdict).isInstanceOf(Verdict.Unavailable.class);
        return (Verdict.Unavailable) verdict;
    }

    @ParameterizedTest
    @CsvSource({"basic", "post"})
    void the_gateway_proves_itself_to_the_authorization_server(String way) {
        guard(", \"client_authentication\": \"" + way + "\"").acceptance(right());
        assertThat(issuer.server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.authorization().isEmpty()).isEqualTo(way.equals("post"));
            assertThat(asked.body()).contains("token=" + TOKEN, "token_type_hint=access_token");
        });
    }

    @Test
    void an_answer_is_remembered_for_a_while_and_not_beyond_the_end_of_the_token() {
        issuer.knows("short", lasting(20));
        Configured guard = guard(", \"cache_time\": \"40s\"");
        for (int i = 0; i < 10; i++) {
            guard.acceptance(right());
            guard.acceptance(bearer("short"));
        }
        assertThat(issuer.server.asked()).hasSize(2);
        clock.move(Duration.ofSeconds(21));
        guard.acceptance(right());
        guard.acceptance(bearer("short"));
        assertThat(issuer.server.asked()).as("the short one's was over").hasSize(3);
        clock.move(Duration.ofSeconds(20));
        issuer.forget(TOKEN);
        assertThat(guard.refusal(right()).cause()).contains("not active");
    }

    @Test
    void a_remembered_token_is_refused_as_soon_as_it_has_expired() {
        Configured guard = guard(", \"cache_time\": \"1h\", \"leeway\": 0");
        guard.acceptance(right());
        assertThat(guard.refusal(right().at(NOW.plusSeconds(3_600))).cause()).contains("expired");
    }

    @Test
    void that_a_token_is_not_active_is_remembered_for_ten_seconds() {
        Configured guard = guard("");
        for (int i = 0; i < 10; i++) {
            guard.refusal(bearer("later"));
        }
        assertThat(issuer.server.asked()).hasSize(1);
        issuer.knows("later", "");
        clock.move(Duration.ofSeconds(11));
        guard.acceptance(bearer("later"));
    }

    @Test
    void nothing_is_remembered_where_the_settings_say_so() {
        Configured guard = guard(", \"cache_time\": 0");
        guard.acceptance(right());
        guard.acceptance(right());
        guard.refusal(bearer("unknown"));
        guard.refusal(bearer("unknown"));
        assertThat(issuer.server.asked()).hasSize(4);
    }

    @Test
    void unknown_tokens_push_no_known_one_out_of_the_memory() {
        Configured guard = guard(", \"cache_size\": 2");
        guard.acceptance(right());
        for (int i = 0; i < 20; i++) {
            guard.refusal(bearer("guess" + i));
        }
        int before = issuer.server.asked().size();
        guard.acceptance(right());
        assertThat(issuer.server.asked()).hasSize(before);
        for (int i = 0; i < 2; i++) {
            issuer.knows("more" + i, "");
            guard.acceptance(bearer("more" + i));
        }
        guard.acceptance(right());
        assertThat(issuer.server.asked())
                .as("the oldest of three was forgotten")
                .hasSize(before + 3);
    }

    @Test
    void requests_with_one_token_share_one_question_and_a_flood_of_others_is_told_to_come_again() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        issuer.server.answer(asked -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return issuer.answer(asked);
        });
        Configured guard = guard("");
        List<CompletableFuture<Verdict>> same = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            same.add(guard.guard().check(right()));
        }
        List<CompletableFuture<Verdict>> others = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            others.add(guard.guard().check(bearer("other" + i)));
        }
        assertThat(others.getLast().join()).isInstanceOf(Verdict.Unavailable.class);
        goOn.countDown();
        for (CompletableFuture<Verdict> verdict : same) {
            assertThat(verdict.get(20, TimeUnit.SECONDS)).isInstanceOf(Verdict.Accept.class);
        }
        CompletableFuture.allOf(others.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error\":\"invalid_client\"} | look at client_id",
                "500 | oops | answered 500",
                "302 | {\"active\":true} | answered 302",
                "200 | not JSON | did not say whether",
                "200 | {} | did not say whether",
                "200 | {\"active\":\"true\"} | did not say whether",
                "200 | {\"active\":false,\"active\":true} | did not say whether"
            })
    void an_answer_that_says_neither_yes_nor_no_is_neither(int status, String body, String cause) {
        issuer.server.answer(status, body);
        Verdict.Unavailable away = unavailable(guard(""), right());
        assertThat(away.reason()).isEqualTo("oauth2_unavailable");
        assertThat(away.retryAfter()).isEqualTo(Duration.ofSeconds(5));
        assertThat(away.cause()).contains(cause).doesNotContain(TOKEN).doesNotContain("cl1ent");
    }

    @Test
    void while_the_authorization_server_is_away_nobody_is_refused_and_who_is_remembered_passes() {
        Configured guard = guard("");
        guard.acceptance(right());
        issuer.close();
        assertThat(unavailable(guard, bearer("another")).cause()).contains("cannot be asked");
        guard.acceptance(right());
        clock.move(Duration.ofSeconds(31));
        unavailable(guard, right());
    }

    @Test
    void a_client_secret_whose_time_is_over_is_not_shown() {
        String settings = issuer.settings("")
                .replace(
                        "\"" + Introspected.SECRET + "\"",
                        "[{\"value\": \"older\", \"not_after\": \"2026-02-28T00:00:00Z\"}, \"" + Introspected.SECRET
                                + "\"]");
        Configured.from(factory(clock.surroundings()), settings).acceptance(right());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"scope\":\"a write b\" | true",
                "\"scope\":[\"write\",\"a\"] | true",
                "\"scp\":\"write\" | true",
                "\"scp\":[\"a\",\"write\"] | true",
                "\"scope\":\"writer\" | false",
                "\"scope\":\"WRITE\" | false",
                "\"scope\":1 | false",
                "\"scope\":\"\" | false",
                "\"x\":1 | false"
            })
    void a_token_must_have_the_scopes_that_are_asked_for(String member, boolean permitted) {
        issuer.knows("scoped", "," + member);
        Configured guard = guard(", \"required_scope\": [\"write\"]");
        if (permitted) {
            guard.acceptance(bearer("scoped"));
        } else {
            Verdict.Reject refusal = guard.refusal(bearer("scoped"));
            assertThat(refusal.status()).isEqualTo(403);
            assertThat(refusal.headers()).anyMatch(header -> header.value().contains("insufficient_scope"));
            assertThat(refusal.cause()).isEqualTo("the token lacks the scope write");
            assertThat(refusal.detail()).doesNotContain("write");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | it is not said how tokens are checked",
                "{\"introspection_endpoint\": \"https://a.example/\"} | the key \"client_id\" is missing",
                "{\"introspection_endpoint\": \"https://a.example/\", \"client_id\": \"a\"} | the key \"client_secret\" is missing",
                "{\"introspection_endpoint\": \"http://10.0.0.1/\", \"client_id\": \"a\", \"client_secret\": \"b\"} | not allowed",
                "{\"introspection_endpoint\": \"https://a.example/\", \"client_id\": \"a\", \"client_secret\": \"b\", \"jwt_secret\": \"c\"} | there is a key for tokens beside it",
                "{\"validate_token\": false, \"jwt_secret\": \"c\"} | says that no token is checked",
                "{\"jwt_secret\": \"c\", \"jwt_algorithms\": [\"none\"]} | none that is taken"
            })
    void what_is_wrong_in_the_settings_is_a_problem(String settings, String problem) {
        assertThat(Configured.read(factory(clock.surroundings()), "{\"oauth2\": " + settings + "}")
                        .errors())
                .anyMatch(line -> line.contains("oauth2") && line.contains(problem));
    }

    @Test
    void that_no_token_is_checked_is_a_warning() {
        String settings = "{\"oauth2\": {\"validate_token\": false, \"token_type\": \"Token\"}}";
        var read = Configured.read(factory(clock.surroundings()), settings);
        assertThat(read.errors()).isEmpty();
        assertThat(read.warnings()).singleElement().asString().contains("anybody gets in");
        Configured guard = Configured.from(factory(clock.surroundings()), settings);
        guard.acceptance(TestRequest.post("{}").header("Authorization", "Token x"));
        guard.refusal(TestRequest.post("{}"));
    }

    @Test
    void check_says_who_is_asked() {
        assertThat(guard(", \"required_scope\": [\"write\"]").plan().describe())
                .matches("an access token in the header Authorization, asked for at http://127.0.0.1:[0-9]+/introspect"
                        + " as hooks & co by basic, with the scope write");
    }
}
