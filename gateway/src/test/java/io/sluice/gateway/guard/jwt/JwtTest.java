package io.sluice.gateway.guard.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.token.Issuer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token with a shared secret, issuer and audience, in the header {@code Authorization}. */
final class JwtTest extends GuardContract {
    private static final String SECRET = "a-s3cret-of-at-least-32-bytes-for-HS256";
    private static final long SECONDS = NOW.getEpochSecond();
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/.";

    @Override
    protected GuardFactory factory(Surroundings around) {
        return new JwtFactory(around);
    }

    @Override
    protected String settings() {
        return settings("\"secret\": \"" + SECRET + "\"");
    }

    @Override
    protected String rotated() {
        return settings(
                "\"secret\": [\"an-older-one-of-at-least-32-bytes-for-HS256\", {\"value\": \"" + SECRET + "\"}]");
    }

    private static String settings(String more) {
        return "{\"jwt\": {\"issuer\": \"shop\", \"audience\": [\"hooks\", \"other\"], " + more + "}}";
    }

    @Override
    protected List<String> secrets() {
        return List.of(SECRET);
    }

    private static String claims(String more) {
        return "{\"iss\":\"shop\",\"aud\":\"hooks\",\"jti\":\"1\"" + more + "}";
    }

    private static String lasting(long seconds) {
        return claims(",\"exp\":" + (SECONDS + seconds));
    }

    private static TestRequest bearer(String token) {
        return TestRequest.post("{}").header("Authorization", "Bearer " + token);
    }

    private static TestRequest with(String claims) {
        return bearer(Issuer.shared("HS256", SECRET, claims));
    }

    @Override
    protected TestRequest right() {
        return with(lasting(60));
    }

    @Override
    protected Map<String, TestRequest> wrong() {
        String token = Issuer.shared("HS256", SECRET, lasting(60));
        String[] parts = token.split("\\.");
        Map<String, TestRequest> wrong = new LinkedHashMap<>();
        wrong.put("missing", right().without("Authorization"));
        wrong.put("empty", right().replaced("Authorization", "Bearer "));
        wrong.put("another scheme", right().replaced("Authorization", "Token " + token));
        wrong.put("no scheme", right().replaced("Authorization", token));
        wrong.put("repeated", right().repeated("Authorization"));
        wrong.put("another secret", bearer(Issuer.shared("HS256", SECRET + "x", lasting(60))));
        wrong.put("another algorithm", bearer(Issuer.shared("HS512", SECRET, lasting(60))));
        wrong.put("no signature", bearer(parts[0] + "." + parts[1] + "."));
        wrong.put("two parts", bearer(parts[0] + "." + parts[1]));
        wrong.put("four parts", bearer(token + ".x"));
        wrong.put("encrypted", bearer("a.b.c.d.e"));
        wrong.put("padded", bearer(token + "="));
        wrong.put("in plain Base64", bearer(parts[0] + "." + parts[1] + ".+/" + parts[2].substring(2)));
        wrong.put("claims are no object", with("[]"));
        wrong.put("claims are no JSON", with("{"));
        wrong.put("a claim twice", with("{\"aud\":\"other\"," + lasting(60).substring(1)));
        wrong.put("expired", with(lasting(-31)));
        wrong.put("exp is a text", with(claims(",\"exp\":\"" + (SECONDS + 60) + "\"")));
        wrong.put("exp is beyond time", with(claims(",\"exp\":1e300")));
        wrong.put("not yet", with(claims(",\"nbf\":" + (SECONDS + 31))));
        wrong.put("nbf is beyond time", with(claims(",\"nbf\":1e300")));
        wrong.put("from the future", with(claims(",\"iat\":" + (SECONDS + 31))));
        wrong.put("another issuer", with("{\"iss\":\"shop2\",\"aud\":\"hooks\"}"));
        wrong.put("no issuer", with("{\"aud\":\"hooks\"}"));
        wrong.put("another audience", with("{\"iss\":\"shop\",\"aud\":[\"a\",\"b\"]}"));
        wrong.put("no audience", with("{\"iss\":\"shop\"}"));
        wrong.put("audience is a number", with("{\"iss\":\"shop\",\"aud\":[\"hooks\",1]}"));
        return wrong;
    }

    @Override
    protected Stream<TestRequest> mutations() {
        return right().headerMutations("Authorization").stream();
    }

    private Configured guard(String settings) {
        return Configured.from(factory(clock.surroundings()), settings);
    }

    /** Beside the contract's mutations: every other character in every place, case and unused bits of Base64url included. */
    @Test
    void no_token_with_another_character_anywhere_passes() {
        Configured guard = guard(settings());
        String token = Issuer.shared("HS256", SECRET, lasting(60));
        for (int at = 0; at < token.length(); at++) {
            for (int i = 0; i < DIGITS.length(); i++) {
                if (DIGITS.charAt(i) != token.charAt(at)) {
                    guard.refusal(bearer(token.substring(0, at) + DIGITS.charAt(i) + token.substring(at + 1)));
                }
            }
        }
    }

    /** Of each kind of signature, with random places and characters. */
    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA"})
    void no_token_of_a_key_pair_with_another_character_passes(String algorithm) {
        Issuer issuer = Issuer.of(algorithm);
        Configured guard =
                guard("{\"jwt\": {\"public_key\": \"" + issuer.pem() + "\", \"algorithm\": \"" + algorithm + "\"}}");
        String token = issuer.token(lasting(60));
        guard.acceptance(bearer(token));
        Random random = new Random(7);
        List<Integer> places = new ArrayList<>(List.of(token.length() - 1));
        random.ints(100, 0, token.length()).forEach(places::add);
        for (int at : places) {
            char digit = DIGITS.charAt(random.nextInt(DIGITS.length()));
            if (digit != token.charAt(at)) {
                guard.refusal(bearer(token.substring(0, at) + digit + token.substring(at + 1)));
            }
        }
    }

    @Test
    void clocks_may_differ_by_the_leeway() {
        Configured guard = guard(settings());
        guard.acceptance(with(lasting(-29)));
        guard.acceptance(with(claims(",\"nbf\":" + (SECONDS + 29) + ",\"iat\":" + (SECONDS + 29))));
        Configured strict = guard(settings().replace("\"secret\"", "\"leeway\": 0, \"secret\""));
        strict.refusal(with(lasting(0)));
        strict.acceptance(with(lasting(1)));
    }

    @Test
    void a_token_without_an_end_passes_unless_its_claim_is_required() {
        guard(settings()).acceptance(with(claims("")));
        Configured strict = guard(settings().replace("\"secret\"", "\"required_claims\": [\"exp\"], \"secret\""));
        assertThat(strict.refusal(with(claims(""))).cause()).isEqualTo("the token has no claim \"exp\"");
        strict.acceptance(right());
    }

    @Test
    void the_end_is_not_looked_at_where_the_settings_say_so() {
        guard(settings().replace("\"secret\"", "\"verify_exp\": false, \"secret\""))
                .acceptance(with(lasting(-9_999)));
    }

    @Test
    void the_token_may_stand_in_another_header_without_a_scheme() {
        Configured guard = guard(settings().replace("\"secret\"", "\"header\": \"X-Token\", \"secret\""));
        String token = Issuer.shared("HS256", SECRET, lasting(60));
        guard.acceptance(TestRequest.post("{}").header("X-Token", token));
        guard.refusal(right());
        Configured prefixed =
                guard(settings().replace("\"secret\"", "\"header\": \"X-Token\", \"prefix\": \"JWT\", \"secret\""));
        prefixed.acceptance(TestRequest.post("{}").header("X-Token", "jwt " + token));
        prefixed.refusal(TestRequest.post("{}").header("X-Token", token));
    }

    @ParameterizedTest
    @CsvSource({"text, a secret", "hex, 6120736563726574", "base64, YSBzZWNyZXQ=", "base64url, YSBzZWNyZXQ"})
    void a_secret_may_be_written_in_several_ways(String encoding, String written) {
        Configured guard =
                guard("{\"jwt\": {\"secret\": \"" + written + "\", \"secret_encoding\": \"" + encoding + "\"}}");
        guard.acceptance(bearer(Issuer.shared("HS256", "a secret", lasting(60))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void each_algorithm_of_a_shared_secret_passes_where_it_is_configured(String algorithm) {
        Configured guard = guard("{\"jwt\": {\"secret\": \"" + SECRET + "\", \"algorithm\": \"" + algorithm + "\"}}");
        for (String other : List.of("HS256", "HS384", "HS512")) {
            TestRequest request = bearer(Issuer.shared(other, SECRET, lasting(60)));
            assertThat(guard.judge(request) instanceof Verdict.Accept).isEqualTo(other.equals(algorithm));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
    void each_algorithm_of_a_public_key_passes_where_it_is_configured(String algorithm) {
        Issuer issuer =
                Issuer.of(algorithm.matches("[RP]S.*") ? "RS256" : algorithm).with(algorithm);
        for (String place : List.of("secret", "public_key")) {
            Configured guard = guard("{\"jwt\": {\"%s\": \"%s\", \"algorithm\": \"%s\"}}"
                    .formatted(place, issuer.pem(), algorithm.toLowerCase(java.util.Locale.ROOT)));
            guard.acceptance(bearer(issuer.token(lasting(60))));
            guard.refusal(bearer(issuer.token(lasting(-60))));
            guard.refusal(bearer(Issuer.of(algorithm, "another").token(lasting(60))));
        }
        guard("{\"jwt\": {\"public_key\": \"" + issuer.pem() + "\", \"algorithm\": [\"HS256\", \"" + algorithm
                        + "\"]}}")
                .acceptance(bearer(issuer.token(lasting(60))));
    }

    /** https://auth0.com/blog/critical-vulnerabilities-in-json-web-token-libraries: the public key as a shared secret. */
    @ParameterizedTest
    @ValueSource(strings = {"\"RS256\"", "[\"HS256\", \"RS256\"]", "[\"RS256\", \"HS256\", \"ES256\"]"})
    void a_public_key_is_never_taken_for_a_shared_secret(String algorithms) {
        Issuer issuer = Issuer.of("RS256");
        String pem = issuer.pem().replace("\\n", "\n");
        for (String place : List.of("secret", "public_key")) {
            Configured guard =
                    guard("{\"jwt\": {\"%s\": \"%s\", \"algorithm\": %s}}".formatted(place, issuer.pem(), algorithms));
            for (String guess : List.of(pem, pem.strip(), issuer.pem())) {
                guard.refusal(bearer(Issuer.shared("HS256", guess, lasting(60))));
            }
            guard.acceptance(bearer(issuer.token(lasting(60))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "hs256", "RS1", "HS1", "ES256K"})
    void an_algorithm_that_is_none_is_never_accepted(String algorithm) {
        String head = Issuer.base64("{\"alg\":\"" + algorithm + "\"}") + "." + Issuer.base64(lasting(60)) + ".";
        Configured guard = guard(settings());
        assertThat(guard.refusal(bearer(head)).cause()).contains("never accepted");
        String signature = Issuer.shared("HS256", SECRET, lasting(60)).split("\\.")[2];
        guard.refusal(bearer(head + signature));
    }

    @Test
    void an_extension_that_must_be_understood_is_not() {
        Issuer issuer = Issuer.of("ES256");
        Configured guard = guard("{\"jwt\": {\"public_key\": \"" + issuer.pem() + "\"}}");
        String header = "{\"alg\":\"ES256\",\"crit\":[\"b64\"],\"b64\":false}";
        assertThat(guard.refusal(bearer(issuer.token(header, lasting(60)))).cause())
                .contains("crit");
        guard.acceptance(bearer(
                issuer.token("{\"alg\":\"ES256\",\"kid\":\"x\",\"jku\":\"https://evil.example/\"}", lasting(60))));
    }

    @Test
    void a_signature_of_another_length_is_none() {
        Issuer issuer = Issuer.of("ES256");
        Configured guard = guard("{\"jwt\": {\"public_key\": \"" + issuer.pem() + "\"}}");
        String token = issuer.token(lasting(60));
        String head = token.substring(0, token.lastIndexOf('.') + 1);
        guard.refusal(bearer(head + "A".repeat(86)));
        guard.refusal(bearer(head + "AAAA" + token.substring(head.length())));
        guard.refusal(bearer(head + "A"));
    }

    @Test
    void a_token_is_taken_once_where_the_settings_say_so() {
        Surroundings around = clock.surroundings();
        String settings = settings().replace("\"secret\"", "\"replay_protection\": true, \"secret\"");
        Configured one = Configured.from(factory(around), settings);
        Configured other = Configured.from(factory(around), settings);
        Verdict.Accept accepted = one.acceptance(right());
        assertThat(other.refusal(right()).cause()).contains("replay");
        assertThat(other.refusal(with(lasting(59))).cause()).as("the same jti").contains("replay");
        accepted.taken().forEach(taken -> taken.giveBack());
        other.acceptance(right());
        String lasting = claims(",\"exp\":253402300799").replace("\"jti\":\"1\"", "\"jti\":\"3\"");
        one.acceptance(with(lasting));
        other.refusal(with(lasting));
        assertThat(one.refusal(with("{\"iss\":\"shop\",\"aud\":\"hooks\",\"jti\":\"2\"}"))
                        .cause())
                .contains("\"exp\"");
        assertThat(one.refusal(with("{\"iss\":\"shop\",\"aud\":\"hooks\",\"exp\":" + (SECONDS + 1) + "}"))
                        .cause())
                .contains("\"jti\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | it is not said with which key tokens are signed",
                "{\"secret\": \"\"} | must not be empty",
                "{\"secret\": \"  \"} | is blank",
                "{\"secret\": []} | there is no secret",
                "{\"secret\": \"s\", \"algorithm\": \"none\"} | \"none\" is none that is taken",
                "{\"secret\": \"s\", \"algorithm\": []} | there is no algorithm",
                "{\"secret\": \"s\", \"algorithm\": \"RS256\"} | is a shared secret, which RS256 cannot use",
                "{\"secret\": \"s\", \"secret_encoding\": \"hex\"} | is not written as secret_encoding says",
                "{\"secret\": \"s\", \"jwks_url\": \"https://a.example/\"} | another source of keys",
                "{\"public_key\": \"s\"} | is no single block in PEM",
                "{\"public_key\": \"-----BEGIN PUBLIC KEY-----\\nAAAA\\n-----END PUBLIC KEY-----\"} | holds no readable PUBLIC KEY",
                "{\"secret\": \"-----BEGIN RSA PUBLIC KEY-----\\nAAAA\\n-----END RSA PUBLIC KEY-----\"} | holds \"RSA PUBLIC KEY\"",
                "{\"jwks_url\": \"https://a.example/\", \"algorithm\": \"HS256\"} | what stands behind a URL is not secret",
                "{\"jwks_url\": \"http://169.254.169.254/\"} | not allowed",
                "{\"jwks_url\": \"https://a.example/\", \"jwks_max_stale\": 1} | is shorter than jwks_max_age",
                "{\"secret\": \"s\", \"issuer\": []} | there is none",
                "{\"secret\": \"s\", \"verify_exp\": false, \"replay_protection\": true} | never expires",
                "{\"secret\": \"s\", \"algoritm\": \"HS256\"} | unknown key"
            })
    void what_is_wrong_in_the_settings_is_a_problem(String settings, String problem) {
        assertThat(Configured.read(factory(clock.surroundings()), "{\"jwt\": " + settings + "}")
                        .errors())
                .anyMatch(line -> line.contains("jwt") && line.contains(problem));
    }

    @Test
    void a_private_key_a_short_one_and_one_of_another_kind_are_problems() {
        assertThat(errors("\"public_key\": \"" + Issuer.of("RS256").privatePem() + "\""))
                .singleElement()
                .asString()
                .contains("is a private key")
                .contains("openssl pkey")
                .doesNotContain("MII");
        assertThat(errors("\"public_key\": \"" + Issuer.of("ES256").pem() + "\", \"algorithm\": \"ES384\""))
                .singleElement()
                .asString()
                .contains("is a public key for ES256, which ES384 cannot use");
        assertThat(errors("\"secret\": \"" + Issuer.of("RS256").pem() + "\", \"algorithm\": \"HS256\""))
                .singleElement()
                .asString()
                .contains("which HS256 cannot use");
    }

    private List<String> errors(String settings) {
        return Configured.read(factory(clock.surroundings()), "{\"jwt\": {" + settings + "}}")
                .errors();
    }

    @Test
    void a_short_secret_is_a_warning() {
        var read = Configured.read(factory(clock.surroundings()), "{\"jwt\": {\"secret\": \"short\"}}");
        assertThat(read.errors()).isEmpty();
        assertThat(read.warnings())
                .singleElement()
                .asString()
                .contains("has 5 bytes")
                .contains("32 bytes or more");
    }

    @Test
    void check_says_what_is_asked_for() {
        assertThat(guard(settings()).plan().describe())
                .isEqualTo("a token in the header Authorization, signed with HS256");
    }
}
