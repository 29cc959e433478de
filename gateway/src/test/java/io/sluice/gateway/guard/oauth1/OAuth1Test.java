package io.sluice.gateway.guard.oauth1;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.SecretMatch;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.Surroundings;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A form, signed with HMAC-SHA1 in the header. */
final class OAuth1Test extends GuardContract {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final OAuthSender SENDER =
            new OAuthSender("9djdj82h48djs9d2", "j49sk3j29djd&dh893hdasih9", "HMAC-SHA1", "HmacSHA1");
    private static final TestRequest PLAIN = TestRequest.post("order=1&total=5%20000")
            .target("/webhook/orders?shop=7")
            .header("Content-Type", FORM);
    private static final long SECONDS = NOW.getEpochSecond();

    @Override
    protected GuardFactory factory(Surroundings around) {
        return new OAuth1Factory(around);
    }

    @Override
    protected String settings() {
        return settings("\"j49sk3j29djd\"", "");
    }

    @Override
    protected String rotated() {
        return settings("[\"older\", \"j49sk3j29djd\"]", "");
    }

    private static String settings(String secret, String more) {
        return "{\"oauth1\": {\"consumer_key\": \"9djdj82h48djs9d2\", \"consumer_secret\": " + secret
                + ", \"token_secret\": \"dh893hdasih9\"" + more + "}}";
    }

    @Override
    protected List<String> secrets() {
        return List.of("j49sk3j29djd", "dh893hdasih9");
    }

    @Override
    protected boolean takesOnce() {
        return true;
    }

    private static Map<String, String> timed(long seconds) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put("oauth_timestamp", Long.toString(seconds));
        more.put("oauth_nonce", "7d8f3e4a");
        more.put("oauth_token", "kkk9d7dh3k39sjv7");
        return more;
    }

    private static TestRequest signed(OAuthSender sender, Map<String, String> more) {
        return sender.sign(PLAIN, more, "order=1", "total=5%20000");
    }

    private static TestRequest with(String name, String value) {
        Map<String, String> more = timed(SECONDS);
        more.put(name, value);
        return signed(SENDER, more);
    }

    private static TestRequest without(String name) {
        Map<String, String> more = timed(SECONDS);
        more.remove(name);
        return signed(SENDER, more);
    }

    @Override
    protected TestRequest right() {
        return signed(SENDER, timed(SECONDS));
    }

    private TestRequest changed(String part, String other) {
        String header = right().header("Authorization");
        assertThat(header).contains(part);
        return right().replaced("Authorization", header.replace(part, other));
    }

    @Override
    protected Map<String, TestRequest> wrong() {
        Map<String, TestRequest> wrong = new HashMap<>();
        wrong.put("missing", right().without("Authorization"));
        wrong.put("empty", right().replaced("Authorization", ""));
        wrong.put("another scheme", changed("OAuth ", "Bearer "));
        wrong.put("repeated", right().repeated("Authorization"));
        wrong.put("malformed", changed("oauth_nonce=\"", "oauth_nonce=\"%zz"));
        wrong.put("a signature without its padding", changed("%3D", ""));
        wrong.put("a signature encoded twice", changed("%3D", "%253D"));
        wrong.put("a repeated parameter", changed("oauth_nonce", "oauth_token=\"x\", oauth_nonce"));
        wrong.put("no signature", changed("oauth_signature=", "oauth_sign="));
        wrong.put("no method", changed("oauth_signature_method", "oauth_method"));
        wrong.put("another method", changed("HMAC-SHA1", "HMAC-SHA256"));
        wrong.put("plain secrets", changed("HMAC-SHA1", "PLAINTEXT"));
        wrong.put("another version", with("oauth_version", "2.0"));
        wrong.put("no timestamp", without("oauth_timestamp"));
        wrong.put("no nonce", without("oauth_nonce"));
        wrong.put("no time", with("oauth_timestamp", "yesterday"));
        wrong.put("milliseconds", with("oauth_timestamp", NOW.toEpochMilli() + ""));
        wrong.put("expired", signed(SENDER, timed(SECONDS - 301)));
        wrong.put("from the future", signed(SENDER, timed(SECONDS + 301)));
        wrong.put(
                "another secret",
                signed(
                        new OAuthSender(SENDER.consumerKey(), "j49sk3j29djd&", "HMAC-SHA1", "HmacSHA1"),
                        timed(SECONDS)));
        wrong.put(
                "another key",
                signed(new OAuthSender("other", SENDER.secrets(), "HMAC-SHA1", "HmacSHA1"), timed(SECONDS)));
        wrong.put("another form", right().body("order=2&total=5%20000"));
        wrong.put("no form", right().body("{}"));
        wrong.put("a form that says it is none", right().replaced("Content-Type", "text/plain"));
        wrong.put("two types", right().header("Content-Type", "text/plain"));
        wrong.put("another query", right().target("/webhook/orders?shop=8"));
        wrong.put("a malformed query", right().target("/webhook/orders?shop=7%"));
        wrong.put("another path", right().target("/webhook/order?shop=7"));
        wrong.put("another method of HTTP", right().method("PUT"));
        wrong.put("sent elsewhere", right().calling("https", "other.example.com"));
        wrong.put("sent in clear text", right().calling("http", "hooks.example.com"));
        wrong.put("parameters in two places", right().target("/webhook/orders?shop=7&oauth_token=x"));
        wrong.put("the hash of a body that is a form", with("oauth_body_hash", "2jmj7l5rSw0yVb/vlWAYkK/YBwk="));
        return wrong;
    }

    @Override
    protected Stream<TestRequest> mutations() {
        return Stream.of(right().bodyMutations(), right().headerMutations("Authorization"), right().targetMutations())
                .flatMap(List::stream);
    }

    private Configured guard(String options) {
        return Configured.from(factory(clock.surroundings()), settings("\"j49sk3j29djd\"", options));
    }

    @Test
    void default_ports_capitals_and_the_order_of_parameters_play_no_part() {
        guard("").acceptance(right().calling("HTTPS", "Hooks.Example.com:443"));
        guard("").acceptance(right().body("total=5+000&order=%31"));
        guard("").refusal(right().calling("https", "hooks.example.com:80"));
    }

    @Test
    void a_signature_in_the_header_that_is_not_encoded_says_the_same() {
        guard("").acceptance(changed("%3D", "="));
    }

    @Test
    void parameters_may_stand_in_the_query() {
        String query = query(timed(SECONDS), PLAIN, "order=1", "total=5%20000");
        guard("").acceptance(PLAIN.target("/webhook/orders?shop=7&" + query));
        guard("").refusal(PLAIN.target("/webhook/orders?shop=8&" + query));
    }

    @Test
    void parameters_may_stand_in_the_form() {
        String form = query(timed(SECONDS), PLAIN, "order=1");
        guard("").acceptance(PLAIN.body("order=1&" + form));
        guard("").refusal(PLAIN.body("order=2&" + form));
    }

    private static String query(Map<String, String> more, TestRequest request, String... form) {
        Map<String, String> protocol = SENDER.protocol(more);
        protocol.put("oauth_signature", SENDER.signature(request, protocol, form));
        return protocol.entrySet().stream()
                .map(one -> one.getKey() + "=" + OAuthSender.encode(one.getValue()))
                .collect(Collectors.joining("&"));
    }

    @Test
    void the_same_nonce_with_another_time_or_token_is_another_request() {
        Configured guard = guard("");
        guard.acceptance(right());
        guard.acceptance(signed(SENDER, timed(SECONDS - 1)));
        guard.acceptance(with("oauth_token", "other"));
        assertThat(guard.refusal(right()).cause()).contains("replay");
    }

    @Test
    void a_timestamp_need_not_be_verified_but_a_nonce_comes_once_all_the_same() {
        Configured guard = guard(", \"verify_timestamp\": false");
        guard.acceptance(signed(SENDER, timed(137_131_201)));
        assertThat(guard.refusal(signed(SENDER, timed(137_131_201))).cause()).contains("replay");
        clock.move(Duration.ofMinutes(10));
        guard.acceptance(signed(SENDER, timed(137_131_201)));
    }

    @Test
    void the_window_can_be_another_one() {
        Configured guard = guard(", \"timestamp_window\": 10");
        guard.acceptance(signed(SENDER, timed(SECONDS - 10)));
        assertThat(guard.refusal(signed(SENDER, timed(SECONDS - 11))).cause()).contains("11 s old");
    }

    @Test
    void any_token_secret_goes_with_any_consumer_secret() {
        Configured guard = Configured.from(
                factory(clock.surroundings()),
                "{\"oauth1\": {\"consumer_key\": \"9djdj82h48djs9d2\", \"consumer_secret\": [\"a\", \"j49sk3j29djd\"],"
                        + " \"token_secret\": [\"dh893hdasih9\", {\"value\": \"b\", \"not_after\": \"2026-01-01T00:00:00Z\"}]}}");
        assertThat(guard.acceptance(right()).matches())
                .extracting(SecretMatch::secret)
                .containsExactly("1+0");
        OAuthSender expired = new OAuthSender(SENDER.consumerKey(), "j49sk3j29djd&b", "HMAC-SHA1", "HmacSHA1");
        guard.refusal(signed(expired, timed(SECONDS)));
    }

    @Test
    void an_empty_token_secret_is_none_as_in_the_compatible_format() {
        Configured guard = Configured.from(
                factory(clock.surroundings()),
                "{\"oauth1\": {\"consumer_key\": \"ck\", \"consumer_secret\": \"c s\", \"token_secret\": \"\"}}");
        guard.acceptance(signed(new OAuthSender("ck", "c%20s&", "HMAC-SHA1", "HmacSHA1"), timed(SECONDS)));
    }

    @Test
    void sha256_is_taken_where_it_is_configured() {
        OAuthSender sender = new OAuthSender(SENDER.consumerKey(), SENDER.secrets(), "HMAC-SHA256", "HmacSHA256");
        guard(", \"signature_method\": \"HMAC-SHA256\"").acceptance(signed(sender, timed(SECONDS)));
        guard(", \"signature_method\": \"HMAC-SHA256\"").refusal(right());
    }

    @Test
    void with_plaintext_the_secrets_are_the_signature_and_timestamp_and_nonce_may_be_left_out() {
        String plain = "OAuth oauth_consumer_key=\"9djdj82h48djs9d2\", oauth_signature_method=\"PLAINTEXT\","
                + " oauth_signature=\"j49sk3j29djd%26dh893hdasih9\"";
        Configured guard = guard(", \"signature_method\": \"plaintext\"");
        guard.acceptance(PLAIN.header("Authorization", plain));
        guard.acceptance(PLAIN.header("Authorization", plain));
        guard.refusal(PLAIN.header("Authorization", plain.replace("ih9", "ih8")));
        assertThat(guard.refusal(PLAIN.header("Authorization", plain + ", oauth_nonce=\"a\""))
                        .cause())
                .contains("oauth_timestamp is missing");
        String timed = plain + ", oauth_nonce=\"a\", oauth_timestamp=\"" + SECONDS + "\"";
        guard.acceptance(PLAIN.header("Authorization", timed));
        assertThat(guard.refusal(PLAIN.header("Authorization", timed)).cause()).contains("replay");
    }

    /** OAuth Request Body Hash 1.0, draft 4: the hash of "Hello World!" is that of its appendix A. */
    @Test
    void a_body_that_is_no_form_is_proven_by_its_hash() {
        TestRequest hello = TestRequest.post("Hello World!").target("/webhook/orders?shop=7");
        Map<String, String> more = timed(SECONDS);
        more.put("oauth_body_hash", "Lve95gjOVATpfV8EL5X4nxwjKHE=");
        TestRequest proven = SENDER.sign(hello, more);
        guard(", \"require_body_hash\": true").acceptance(proven);
        assertThat(guard("").refusal(proven.body("Hello World?")).cause()).contains("oauth_body_hash");
        TestRequest bare = SENDER.sign(hello, timed(SECONDS));
        guard("").acceptance(bare);
        assertThat(guard(", \"require_body_hash\": true").refusal(bare).cause()).contains("not proven");
        guard(", \"require_body_hash\": true").acceptance(right());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"signature_method\": \"HMAC-MD5\" | there is no \"HMAC-MD5\"",
                "\"signature_method\": \"RSA-SHA1\" | \"public_key\" is missing",
                "\"signature_method\": \"PLAINTEXT\", \"require_body_hash\": true | signs nothing",
                "\"timestamp_window\": 0 | timestamp_window",
                "\"callback\": \"x\" | unknown key"
            })
    void what_cannot_be_is_a_problem(String option, String problem) {
        assertThat(Configured.read(factory(clock.surroundings()), settings("\"s\"", ", " + option))
                        .errors())
                .anyMatch(line -> line.contains("oauth1") && line.contains(problem));
    }

    @Test
    void what_is_less_than_it_seems_is_a_warning() {
        assertThat(Configured.read(
                                factory(clock.surroundings()),
                                settings("\"s\"", ", \"verify_timestamp\": false, \"signature_method\": \"PLAINTEXT\""))
                        .warnings())
                .anyMatch(line -> line.contains("verify_timestamp"))
                .anyMatch(line -> line.contains("holds the secrets"));
    }
}
