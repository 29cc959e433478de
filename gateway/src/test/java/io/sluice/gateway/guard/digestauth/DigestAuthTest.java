package io.sluice.gateway.guard.digestauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.Header;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.AuthParameters;
import io.sluice.gateway.guard.around.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SHA-256 over method, target and body. */
final class DigestAuthTest extends GuardContract {
    private static final String PASSWORD = "Circle of Life";
    private static final DigestSender SENDER =
            new DigestSender("Mufasa", PASSWORD, "Webhook API", "SHA-256", "auth-int");
    private static final NonceKey NONCE_KEY = new NonceKey(new byte[NonceKey.LENGTH]);
    private static final NonceKeys.Ring RING = new NonceKeys.Ring(List.of(NONCE_KEY));
    private static final TestRequest PLAIN = TestRequest.post("{\"a\":1}").target("/webhook/orders?a=1");

    /** As another instance has issued it. */
    private static String nonce(Instant at) {
        return nonce(RING, "orders", at);
    }

    private static String nonce(NonceKeys.Ring ring, String webhookId, Instant at) {
        return new Nonces(new Random(1), Duration.ofMinutes(5)).issue(ring, webhookId, at.toEpochMilli() * 1_000);
    }

    @Override
    protected GuardFactory factory(Surroundings around) {
        return new DigestAuthFactory(around, () -> NonceKeys.only(NONCE_KEY), new Random(2));
    }

    @Override
    protected String settings() {
        return settings("\"" + PASSWORD + "\"");
    }

    @Override
    protected String rotated() {
        return settings("[\"Hakuna Matata\", \"" + PASSWORD + "\"]");
    }

    private static String settings(String password) {
        return "{\"digest_auth\": {\"username\": \"Mufasa\", \"password\": " + password
                + ", \"algorithm\": \"SHA-256\", \"qop\": \"auth-int\"}}";
    }

    @Override
    protected List<String> secrets() {
        return List.of(PASSWORD);
    }

    @Override
    protected boolean takesOnce() {
        return true;
    }

    @Override
    protected TestRequest right() {
        return SENDER.sign(PLAIN, nonce(NOW), 1);
    }

    private static TestRequest said(String part, String other) {
        TestRequest right = SENDER.sign(PLAIN, nonce(NOW), 1);
        String header = right.header("Authorization");
        assertThat(header).contains(part);
        return right.replaced("Authorization", header.replace(part, other));
    }

    private static TestRequest by(DigestSender sender) {
        return sender.sign(PLAIN, nonce(NOW), 1);
    }

    @Override
    protected Map<String, TestRequest> wrong() {
        Map<String, TestRequest> wrong = new HashMap<>();
        wrong.put("another password", by(SENDER.with("Circle Of Life")));
        wrong.put("another name", by(new DigestSender("Scar", PASSWORD, "Webhook API", "SHA-256", "auth-int")));
        wrong.put("another realm", by(new DigestSender("Mufasa", PASSWORD, "Api", "SHA-256", "auth-int")));
        wrong.put("another algorithm", by(new DigestSender("Mufasa", PASSWORD, "Webhook API", "MD5", "auth-int")));
        wrong.put("the body left out", by(new DigestSender("Mufasa", PASSWORD, "Webhook API", "SHA-256", "auth")));
        wrong.put("an unknown algorithm", said("SHA-256", "SHA-1"));
        wrong.put("an unknown qop", said("auth-int", "auth-conf"));
        wrong.put("another scheme", said("Digest", "Basic"));
        wrong.put("empty", right().replaced("Authorization", ""));
        wrong.put("repeated", right().repeated("Authorization"));
        wrong.put("a repeated parameter", said("nc=", "nc=00000001, nc="));
        wrong.put("no list", said(", nc", " nc"));
        wrong.put("no response", said(", response", ", respons"));
        wrong.put("no nonce", said(", nonce", ", once"));
        wrong.put("no count", said(", nc", ", nx"));
        wrong.put("no name", said("username", "user"));
        wrong.put("two names", said("username", "username*=UTF-8''Mufasa, username"));
        wrong.put("a count of zero", SENDER.sign(PLAIN, nonce(NOW), 0));
        wrong.put("a count in decimal", said("nc=00000001", "nc=1"));
        wrong.put(
                "a response in Base64", said("response=\"", "response=\"dXEH6g6yUJ/CESIczphLijdXC211hsIsRvQ3nIsEPhc="));
        wrong.put("a response in capitals", upperCaseResponse());
        wrong.put("a name that says it is hashed", said("qop", "userhash=true, qop"));
        wrong.put("a hash that is neither", said("qop", "userhash=perhaps, qop"));
        wrong.put("for another target", right().target("/webhook/orders?a=2"));
        wrong.put("with another method", right().method("PUT"));
        wrong.put("expired", SENDER.sign(PLAIN, nonce(NOW.minusSeconds(301)), 1));
        wrong.put("from the future", SENDER.sign(PLAIN, nonce(NOW.plusSeconds(31)), 1));
        wrong.put("a nonce of another webhook", SENDER.sign(PLAIN, nonce(RING, "invoices", NOW), 1));
        wrong.put("a nonce of nobody", SENDER.sign(PLAIN, "dcd98b7102dd2f0e8b11d0f600bfb0c093", 1));
        return wrong;
    }

    private TestRequest upperCaseResponse() {
        String header = right().header("Authorization");
        int at = header.indexOf("response=\"") + "response=\"".length();
        return right().replaced(
                        "Authorization",
                        header.substring(0, at) + header.substring(at).toUpperCase(java.util.Locale.ROOT));
    }

    @Override
    protected Stream<TestRequest> mutations() {
        return Stream.of(right().bodyMutations(), right().headerMutations("Authorization"), right().targetMutations())
                .flatMap(List::stream);
    }

    private Configured guard(String options) {
        return Configured.from(
                factory(clock.surroundings()),
                "{\"digest_auth\": {\"username\": \"Mufasa\", \"password\": \"" + PASSWORD + "\"" + options + "}}");
    }

    private static List<AuthParameters> challenges(Verdict.Reject refusal) {
        return refusal.headers().stream()
                .peek(header -> assertThat(header.name()).isEqualTo("WWW-Authenticate"))
                .map(Header::value)
                .map(value -> AuthParameters.parse("Digest", value).orElseThrow())
                .toList();
    }

    private static Optional<String> stale(Verdict.Reject refusal) {
        return challenges(refusal).getFirst().value("stale");
    }

    @Test
    void who_asks_first_gets_a_challenge_and_has_not_failed() {
        Configured guard = guard("");
        Verdict.Reject refusal = guard.refusal(PLAIN);
        assertThat(refusal.cause()).as("nothing to log").isEmpty();
        AuthParameters challenge = challenges(refusal).getFirst();
        assertThat(challenge.value("realm")).contains("Webhook API");
        assertThat(challenge.value("algorithm")).contains("MD5");
        assertThat(challenge.value("qop")).contains("auth");
        assertThat(challenge.value("stale")).isEmpty();

        DigestSender sender = new DigestSender("Mufasa", PASSWORD, "Webhook API", "MD5", "auth");
        String nonce = challenge.value("nonce").orElseThrow();
        guard.acceptance(sender.sign(PLAIN, nonce, 1));
        guard.acceptance(sender.sign(PLAIN, nonce, 3));
        guard.acceptance(sender.sign(PLAIN, nonce, 2));
        assertThat(guard.refusal(sender.sign(PLAIN, nonce, 3)).cause()).contains("replay");
    }

    @Test
    void no_two_challenges_have_the_same_nonce() {
        Configured guard = guard("");
        assertThat(challenges(guard.refusal(PLAIN)).getFirst().value("nonce"))
                .isNotEqualTo(challenges(guard.refusal(PLAIN)).getFirst().value("nonce"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"})
    void each_algorithm_is_challenged_in_order_and_taken(String algorithm) {
        Configured guard =
                guard(", \"algorithm\": [\"SHA-512-256\", \"SHA-512-256-sess\", \"sha-256\", \"SHA-256-sess\","
                        + " \"MD5\", \"MD5-sess\"], \"qop\": \"auth, auth-int\"");
        List<AuthParameters> challenges = challenges(guard.refusal(PLAIN));
        assertThat(challenges)
                .extracting(challenge -> challenge.value("algorithm").orElseThrow())
                .containsExactly("SHA-512-256", "SHA-512-256-sess", "SHA-256", "SHA-256-sess", "MD5", "MD5-sess");
        assertThat(challenges.getFirst().value("qop")).contains("auth, auth-int");
        for (String qop : List.of("auth", "auth-int")) {
            DigestSender sender = new DigestSender("Mufasa", PASSWORD, "Webhook API", algorithm, qop);
            String nonce =
                    challenges(guard.refusal(PLAIN)).getFirst().value("nonce").orElseThrow();
            guard.acceptance(sender.sign(PLAIN, nonce, 1));
            guard.refusal(sender.with("Circle").sign(PLAIN, nonce, 2));
        }
    }

    @Test
    void only_a_right_response_is_told_that_its_nonce_is_stale() {
        Configured guard = Configured.from(factory(clock.surroundings()), settings());
        assertThat(stale(guard.refusal(wrong().get("expired")))).contains("true");
        assertThat(stale(guard.refusal(wrong().get("a nonce of nobody")))).contains("true");
        String old = nonce(NOW.minusSeconds(301));
        assertThat(stale(guard.refusal(SENDER.with("Circle").sign(PLAIN, old, 1))))
                .isEmpty();
        guard.acceptance(right());
        assertThat(stale(guard.refusal(right()))).as("a replay").contains("true");
    }

    @Test
    void a_nonce_may_be_used_until_its_time_is_over_and_clocks_may_differ() {
        Configured guard = Configured.from(factory(clock.surroundings()), settings());
        guard.acceptance(SENDER.sign(PLAIN, nonce(NOW.minusSeconds(300)), 1));
        guard.acceptance(SENDER.sign(PLAIN, nonce(NOW.plusSeconds(30)), 1));
        Configured shorter = guard(", \"algorithm\": \"SHA-256\", \"qop\": \"auth-int\", \"nonce_lifetime\": \"10s\"");
        assertThat(shorter.refusal(SENDER.sign(PLAIN, nonce(NOW.minusSeconds(11)), 1))
                        .cause())
                .contains("expired");
    }

    @Test
    void a_nonce_of_the_key_before_is_still_known() {
        NonceKey before = NonceKey.random(new Random(3));
        GuardFactory factory = new DigestAuthFactory(
                clock.surroundings(),
                () -> () ->
                        CompletableFuture.completedFuture(Optional.of(new NonceKeys.Ring(List.of(NONCE_KEY, before)))),
                new Random(4));
        Configured guard = Configured.from(factory, settings());
        guard.acceptance(SENDER.sign(PLAIN, nonce(new NonceKeys.Ring(List.of(before)), "orders", NOW), 1));
    }

    @Test
    void without_the_shared_key_nobody_knows() {
        GuardFactory factory = new DigestAuthFactory(
                clock.surroundings(), () -> () -> CompletableFuture.completedFuture(Optional.empty()), new Random(4));
        assertThat(Configured.from(factory, settings()).judge(right())).isInstanceOf(Verdict.Unavailable.class);
    }

    @Test
    void a_sender_waits_for_the_shared_key() {
        CompletableFuture<Optional<NonceKeys.Ring>> ring = new CompletableFuture<>();
        GuardFactory factory = new DigestAuthFactory(clock.surroundings(), () -> () -> ring, new Random(4));
        CompletableFuture<Verdict> verdict =
                Configured.from(factory, settings()).guard().check(right());
        assertThat(verdict).isNotDone();
        ring.complete(Optional.of(RING));
        assertThat(verdict.join()).isInstanceOf(Verdict.Accept.class);
    }

    @Test
    void a_name_beyond_ascii_may_be_plain_extended_or_hashed() {
        Configured guard = Configured.from(
                factory(clock.surroundings()),
                "{\"digest_auth\": {\"username\": \"Jäsøn Doe\", \"password\": \"p\", \"realm\": \"api@example.org\","
                        + " \"algorithm\": \"SHA-512-256\", \"userhash\": true}}");
        assertThat(challenges(guard.refusal(PLAIN)).getFirst().value("userhash"))
                .contains("true");
        DigestSender sender = new DigestSender("Jäsøn Doe", "p", "api@example.org", "SHA-512-256", "auth");
        guard.acceptance(sender.sign(PLAIN, nonce(NOW), 1));
        String extended = sender.header(PLAIN, nonce(NOW), 2, "c")
                .replace("username=\"Jäsøn Doe\"", "username*=UTF-8''J%C3%A4s%c3%B8n%20Doe");
        guard.acceptance(PLAIN.header("Authorization", extended));
        String hashed = sender.header(PLAIN, nonce(NOW), 3, "c")
                .replace(
                        "username=\"Jäsøn Doe\"",
                        "username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\", userhash=true");
        guard.acceptance(PLAIN.header("Authorization", hashed));

        for (String broken : List.of("UTF-8''J%C3%A", "UTF-8''J%zz", "ISO-8859-1''J%E4s", "J")) {
            guard.refusal(PLAIN.header(
                    "Authorization",
                    sender.header(PLAIN, nonce(NOW), 4, "c").replace("username=\"Jäsøn Doe\"", "username*=" + broken)));
        }
    }

    @Test
    void a_quoted_qop_and_an_absent_algorithm_are_taken_from_older_senders() {
        Configured guard = guard("");
        DigestSender sender = new DigestSender("Mufasa", PASSWORD, "Webhook API", "MD5", "auth");
        String header = sender.header(PLAIN, nonce(NOW), 1, "c");
        guard.acceptance(PLAIN.header(
                "Authorization", header.replace("qop=auth", "qop=\"auth\"").replace("algorithm=MD5, ", "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"algorithm\": \"SHA-1\" | there is no \"SHA-1\"",
                "\"algorithm\": [] | the list is empty",
                "\"qop\": \"auth-conf\" | there is no \"auth-conf\"",
                "\"realm\": \"a\\\"b\" | holds a quote",
                "\"realm\": \"ä\" | not ASCII",
                "\"opaque\": \"x\" | unknown key"
            })
    void what_cannot_be_is_a_problem(String option, String problem) {
        assertThat(Configured.read(
                                factory(clock.surroundings()),
                                "{\"digest_auth\": {\"username\": \"u\", \"password\": \"p\", " + option + "}}")
                        .errors())
                .anyMatch(line -> line.contains("digest_auth") && line.contains(problem));
    }

    @Test
    void a_name_with_a_colon_and_a_missing_password_are_problems() {
        assertThat(Configured.read(factory(clock.surroundings()), "{\"digest_auth\": {\"username\": \"a:b\"}}")
                        .errors())
                .anyMatch(line -> line.contains("holds a colon"))
                .anyMatch(line -> line.contains("\"password\" is missing"));
    }
}
