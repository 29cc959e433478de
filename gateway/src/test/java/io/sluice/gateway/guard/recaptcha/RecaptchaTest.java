package io.sluice.gateway.guard.recaptcha;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.Taken;
import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.OtherServer;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.QueryParameters;
import io.sluice.gateway.guard.around.Surroundings;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a service that answers as https://developers.google.com/recaptcha/docs/verify says. */
final class RecaptchaTest extends GuardContract {
    private static final String SECRET = "6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe";
    private static final String TOKEN = "03AGdBq27tWnQ_right-token";
    private static final String FIELD = "X-Recaptcha-Token";
    private static final String UNKNOWN = "{\"success\": false, \"error-codes\": [\"invalid-input-response\"]}";
    private static final String DUPLICATE = "{\"success\": false, \"error-codes\": [\"timeout-or-duplicate\"]}";

    private final Map<String, String> tokens = new HashMap<>();
    private final OtherServer service = new OtherServer(this::answer);

    RecaptchaTest() {
        tokens.put(TOKEN, solved(0.9, "order", "shop.example.com", 0));
        tokens.put("used", DUPLICATE);
        tokens.put("bot", solved(0.4, "order", "shop.example.com", 0));
        tokens.put("login", solved(0.9, "login", "shop.example.com", 0));
        tokens.put("stolen", solved(0.9, "order", "evil.example.com", 0));
        tokens.put("expired", solved(0.9, "order", "shop.example.com", -301));
        tokens.put("future", solved(0.9, "order", "shop.example.com", 301));
        tokens.put("timeless", solved(0.9, "order", "shop.example.com", 0).replace("2026", "then"));
        tokens.put("v2", "{\"success\": true, \"hostname\": \"shop.example.com\"}");
    }

    private static String solved(double score, String action, String hostname, long seconds) {
        return "{\"success\": true, \"score\": %s, \"action\": \"%s\", \"hostname\": \"%s\", \"challenge_ts\": \"%s\"}"
                .formatted(score, action, hostname, NOW.plusSeconds(seconds));
    }

    private OtherServer.Answer answer(OtherServer.Asked asked) {
        QueryParameters form = QueryParameters.parse(asked.body()).orElseThrow();
        if (!form.values("secret").equals(List.of(SECRET))) {
            return OtherServer.Answer.ok(UNKNOWN);
        }
        return OtherServer.Answer.ok(tokens.getOrDefault(form.values("response").getFirst(), UNKNOWN));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Override
    protected GuardFactory factory(Surroundings around) {
        return new RecaptchaFactory(around);
    }

    private String settings(String secret, String more) {
        return "{\"recaptcha\": {\"secret_key\": %s, \"verify_url\": \"%s\"%s}}"
                .formatted(secret, service.url("/recaptcha/api/siteverify"), more);
    }

    private static final String STRICT =
            ", \"action\": \"order\", \"hostname\": [\"Shop.example.com\", \"www.example.com\"]";

    @Override
    protected String settings() {
        return settings("\"" + SECRET + "\"", STRICT);
    }

    @Override
    protected String rotated() {
        return settings("[\"another-site\", \"" + SECRET + "\"]", STRICT);
    }

    @Override
    protected List<String> secrets() {
        return List.of(SECRET, TOKEN);
    }

    @Override
    protected boolean takesOnce() {
        return true;
    }

    private static TestRequest with(String token) {
        return TestRequest.post("{}").header(FIELD, token);
    }

    @Override
    protected TestRequest right() {
        return with(TOKEN);
    }

    @Override
    protected Map<String, TestRequest> wrong() {
        Map<String, TestRequest> wrong = new LinkedHashMap<>();
        wrong.put("missing", right().without(FIELD));
        wrong.put("empty", with(" "));
        wrong.put("repeated", right().repeated(FIELD));
        wrong.put("in the body", TestRequest.post("{\"recaptcha_token\": \"" + TOKEN + "\"}"));
        wrong.put("not one of its characters", with("tökén"));
        wrong.put("two words", with(TOKEN + " " + TOKEN));
        wrong.put("too long", with("a".repeat(16_385)));
        wrong.put("unknown", with("unknown"));
        wrong.put("used elsewhere", with("used"));
        wrong.put("too low a score", with("bot"));
        wrong.put("for another action", with("login"));
        wrong.put("from another site", with("stolen"));
        wrong.put("expired", with("expired"));
        wrong.put("from the future", with("future"));
        wrong.put("at no time", with("timeless"));
        wrong.put("of version 2", with("v2"));
        return wrong;
    }

    @Override
    protected Stream<TestRequest> mutations() {
        return right().headerMutations(FIELD).stream();
    }

    private Configured guard(String more) {
        return Configured.from(factory(clock.surroundings()), settings("\"" + SECRET + "\"", more));
    }

    @Test
    void the_service_is_asked_as_its_documentation_says_and_not_told_who_sent() {
        guard("").acceptance(right());
        assertThat(service.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.path()).isEqualTo("/recaptcha/api/siteverify");
            assertThat(asked.contentType()).isEqualTo("application/x-www-form-urlencoded");
            assertThat(asked.body()).isEqualTo("secret=" + SECRET + "&response=" + TOKEN);
        });
        guard(", \"send_address\": true").acceptance(right());
        assertThat(service.asked().getLast().body()).endsWith("&remoteip=192.0.2.1");
    }

    @Test
    void a_score_at_the_bound_passes() {
        tokens.put("even", solved(0.5, "x", "y", 0));
        tokens.put("below", solved(0.49, "x", "y", 0));
        guard("").acceptance(with("even"));
        assertThat(guard("").refusal(with("below")).cause()).contains("the score is 0.49");
        guard(", \"min_score\": 0.4").acceptance(with("below"));
    }

    @Test
    void version_2_has_no_score() {
        Configured guard = guard(", \"version\": \"v2\", \"hostname\": \"shop.example.com\"");
        guard.acceptance(with("v2"));
        guard.refusal(with("stolen"));
        assertThat(Configured.read(
                                factory(clock.surroundings()),
                                settings("\"x\"", ", \"version\": \"v2\", \"min_score\": 0.5, \"action\": \"a\""))
                        .warnings())
                .hasSize(2)
                .allMatch(line -> line.contains("has no effect with version 2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"recaptcha_token", "recaptcha", "g-recaptcha-response", "X-Recaptcha-Token"})
    void the_token_may_stand_in_the_body(String name) {
        Configured guard = guard(", \"token_source\": \"body\"");
        guard.acceptance(TestRequest.post(
                "{\"a\": {\"recaptcha\": 1}, \"" + name + "\": \"" + TOKEN + "\", \"recaptcha_x\": \"\"}"));
        String large = "{\"a\": \"" + "x".repeat(100_000) + "\", \"" + name + "\": \"" + TOKEN + "\"}";
        assertThat(guard.refusal(TestRequest.post(large)).cause()).contains("replay");
    }

    @Test
    void the_token_may_stand_in_a_form_or_under_a_name_of_ones_own() {
        Configured guard = guard(", \"token_source\": \"body\", \"token_field\": \"captcha\"");
        guard.acceptance(TestRequest.post("a=1&g-recaptcha-response=" + TOKEN)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"));
        assertThat(guard.refusal(TestRequest.post("{\"captcha\": \"" + TOKEN + "\"}"))
                        .cause())
                .contains("replay");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | has none of",
                "{\"recaptcha\": \"\"} | has none of",
                "{\"recaptcha\": 1} | has none of",
                "{\"a\": {\"recaptcha\": \"x\"}} | has none of",
                "{\"recaptcha\": \"x\", \"recaptcha_token\": \"y\"} | holds 2 tokens",
                "{\"recaptcha\": \"x\", \"recaptcha\": \"y\"} | holds 2 tokens",
                "[\"recaptcha\"] | no object in JSON",
                "{\"recaptcha\": \"x\" | no object in JSON",
                "not JSON | no object in JSON",
                "'' | no object in JSON"
            })
    void a_body_without_one_token_is_refused(String body, String cause) {
        assertThat(guard(", \"token_source\": \"body\"")
                        .refusal(TestRequest.post(body))
                        .cause())
                .contains(cause);
        assertThat(service.asked()).isEmpty();
    }

    @Test
    void a_token_is_not_taken_twice_but_again_when_its_request_was_refused_later() {
        Surroundings around = clock.surroundings();
        Configured one = Configured.from(factory(around), settings());
        Configured other = Configured.from(factory(around), settings());
        Verdict.Accept accepted = one.acceptance(right());
        assertThat(other.refusal(right()).cause()).contains("replay");
        accepted.taken().forEach(Taken::giveBack);
        tokens.put(TOKEN, DUPLICATE);
        one.acceptance(right());
        assertThat(service.asked()).as("the first one's answer is remembered").hasSize(2);
        clock.move(Duration.ofMinutes(3));
        assertThat(one.refusal(right()).cause()).contains("timeout-or-duplicate");
    }

    @Test
    void a_token_that_a_service_verifies_for_ever_is_taken_once_a_day() {
        Configured guard = guard(", \"max_age\": \"1d\"".replace("1d", "24h"));
        guard.acceptance(right());
        clock.move(Duration.ofHours(23));
        assertThat(guard.refusal(right()).cause()).contains("replay");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | oops | answered 500",
                "302 | {\"success\": true} | answered 302",
                "200 | not JSON | without saying",
                "200 | {} | without saying",
                "200 | {\"success\": \"true\"} | without saying",
                "200 | {\"success\": false} | could not verify",
                "200 | {\"success\": false, \"error-codes\": [\"invalid-input-secret\"]} | look at secret_key",
                "200 | {\"success\": false, \"error-codes\": [\"invalid-input-response\", \"missing-input-secret\"]} | look at secret_key",
                "200 | {\"success\": false, \"error-codes\": [\"bad-request\"]} | could not verify"
            })
    void a_service_that_does_not_say_is_neither_yes_nor_no(int status, String body, String cause) {
        service.answer(status, body);
        unavailable(guard(""), cause);
    }

    private void unavailable(Configured guard, String cause) {
        assertThat(guard.judge(right())).isInstanceOfSatisfying(Verdict.Unavailable.class, away -> {
            assertThat(away.reason()).isEqualTo("recaptcha_unavailable");
            assertThat(away.retryAfter()).isEqualTo(Duration.ofSeconds(5));
            assertThat(away.cause()).contains(cause).doesNotContain(secrets());
        });
    }

    @Test
    void while_the_service_is_away_nobody_is_refused() {
        Configured guard = guard("");
        service.close();
        unavailable(guard, "cannot be verified");
    }

    @Test
    void no_secret_that_counts_is_neither_yes_nor_no() {
        unavailable(
                Configured.from(
                        factory(clock.surroundings()),
                        settings("[{\"value\": \"x\", \"not_after\": \"2026-02-28T00:00:00Z\"}]", "")),
                "no secret_key counts");
    }

    @Test
    void a_token_that_is_wrong_is_not_asked_about_again_and_again() {
        Configured guard = guard("");
        for (int i = 0; i < 10; i++) {
            guard.refusal(with("unknown"));
        }
        assertThat(service.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | the key \"secret_key\" is missing",
                "{\"secret_key\": \"x\", \"version\": \"v4\"} | expected one of v2, v3",
                "{\"secret_key\": \"x\", \"token_source\": \"cookie\"} | expected one of header, body",
                "{\"secret_key\": \"x\", \"token_field\": \"a b\"} | is no name of a header",
                "{\"secret_key\": \"x\", \"min_score\": 2} | expected",
                "{\"secret_key\": \"x\", \"hostname\": []} | there is none",
                "{\"secret_key\": \"x\", \"verify_url\": \"http://10.0.0.1/\"} | not allowed"
            })
    void what_is_wrong_in_the_settings_is_a_problem(String settings, String problem) {
        assertThat(Configured.read(factory(clock.surroundings()), "{\"recaptcha\": " + settings + "}")
                        .errors())
                .anyMatch(line -> line.contains("recaptcha") && line.contains(problem));
    }

    @Test
    void check_says_what_is_asked_for_and_google_is_asked_when_nothing_is_said() {
        assertThat(Configured.from(factory(clock.surroundings()), "{\"recaptcha\": {\"secret_key\": \"x\"}}")
                        .plan()
                        .describe())
                .isEqualTo("a reCAPTCHA token (v3) in the header X-Recaptcha-Token with a score of 0.5 or more,"
                        + " verified at https://www.google.com/recaptcha/…, each once");
    }
}
