package io.sluice.gateway.guard.httpsignature;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.SecretMatch;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.publickey.TestKeys;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signed with Ed25519 over what the defaults ask for. */
final class HttpSignatureTest extends GuardContract {
    private static final KeyPair OTHER = TestKeys.pair("Ed25519", "");
    private static final String BODY = "{\"a\":1}";
    private static final long NOW_SECONDS = NOW.getEpochSecond();

    @Override
    protected GuardFactory factory(Surroundings around) {
        return new HttpSignatureFactory(around);
    }

    private static String settings(String more) {
        return "{\"http_signature\": {\"keys\": [{\"id\": \"shop\", \"public_key\": \"" + TestKeys.ED25519_RAW + "\"}]"
                + more + "}}";
    }

    @Override
    protected String settings() {
        return settings("");
    }

    @Override
    protected String rotated() {
        return "{\"http_signature\": {\"keys\": {\"id\": \"shop\", \"public_key\": [\""
                + TestKeys.pem(OTHER.getPublic()) + "\", \"" + TestKeys.ED25519_RAW + "\"]}}}";
    }

    /** Nothing in the settings is one. */
    @Override
    protected List<String> secrets() {
        return List.of(BODY);
    }

    @Override
    protected boolean takesOnce() {
        return true;
    }

    private static TestRequest request() {
        return TestRequest.post(BODY).target("/webhook/orders?a=1");
    }

    private static Signer signer(String parameters) {
        return Signer.ed25519(parameters)
                .line("\"@method\"", "POST")
                .line("\"@target-uri\"", "https://hooks.example.com/webhook/orders?a=1")
                .andBody();
    }

    private static TestRequest created(long seconds) {
        return signer(";created=" + seconds + ";keyid=\"shop\"").sign(request());
    }

    @Override
    protected TestRequest right() {
        return created(NOW_SECONDS);
    }

    @Override
    protected Map<String, TestRequest> wrong() {
        TestRequest right = right();
        String signature = right.header("Signature");
        String now = ";created=" + NOW_SECONDS;
        Map<String, TestRequest> wrong = new LinkedHashMap<>();
        wrong.put("no signature", right.without("Signature"));
        wrong.put("no input", right.without("Signature-Input"));
        wrong.put("no digest", right.without("Content-Digest"));
        wrong.put("nothing", request());
        wrong.put("two signatures of one label", right.repeated("Signature"));
        wrong.put("two inputs of one label", right.repeated("Signature-Input"));
        wrong.put("two digests", right.repeated("Content-Digest"));
        wrong.put("malformed input", right.replaced("Signature-Input", "sig1=(\"@method\"created=1"));
        wrong.put("a text as input", right.replaced("Signature-Input", "sig1=\"@method\""));
        wrong.put("empty headers", right.replaced("Signature-Input", "").replaced("Signature", ""));
        wrong.put("no bytes", right.replaced("Signature", signature.replace(":", "\"")));
        wrong.put("another encoding", right.replaced("Signature", signature.replace("==", "")));
        wrong.put("a signature that is too short", right.replaced("Signature", "sig1=:AAAA:"));
        wrong.put("of another label", right.replaced("Signature", signature.replace("sig1", "sig2")));
        wrong.put(
                "by somebody else",
                Signer.with("Ed25519", OTHER.getPrivate(), now + ";keyid=\"shop\"")
                        .line("\"@method\"", "POST")
                        .line("\"@target-uri\"", "https://hooks.example.com/webhook/orders?a=1")
                        .andBody()
                        .sign(request()));
        wrong.put("with an unknown key", signer(now + ";keyid=\"other\"").sign(request()));
        wrong.put("without a key's name", signer(now).sign(request()));
        wrong.put("a key's name as a token", signer(now + ";keyid=shop").sign(request()));
        wrong.put("without a time", signer(";keyid=\"shop\"").sign(request()));
        wrong.put(
                "a time as a text",
                signer(";created=\"" + NOW_SECONDS + "\";keyid=\"shop\"").sign(request()));
        wrong.put("too old", created(NOW_SECONDS - 301));
        wrong.put("from the future", created(NOW_SECONDS + 301));
        wrong.put(
                "expired",
                signer(now + ";expires=" + NOW_SECONDS + ";keyid=\"shop\"").sign(request()));
        wrong.put(
                "expired before it began",
                signer(now + ";expires=" + (NOW_SECONDS - 5) + ";keyid=\"shop\"")
                        .sign(request()));
        wrong.put(
                "another algorithm",
                signer(now + ";keyid=\"shop\";alg=\"hmac-sha256\"").sign(request()));
        wrong.put(
                "an unknown algorithm",
                signer(now + ";keyid=\"shop\";alg=\"none\"").sign(request()));
        wrong.put(
                "the body is not signed",
                Signer.ed25519(now + ";keyid=\"shop\"")
                        .line("\"@method\"", "POST")
                        .line("\"@target-uri\"", "https://hooks.example.com/webhook/orders?a=1")
                        .sign(request()
                                .header(
                                        "Content-Digest",
                                        Signer.digest(request().body()))));
        wrong.put(
                "the query is not signed",
                Signer.ed25519(now + ";keyid=\"shop\"")
                        .line("\"@method\"", "POST")
                        .line("\"@authority\"", "hooks.example.com")
                        .line("\"@path\"", "/webhook/orders")
                        .andBody()
                        .sign(request()));
        wrong.put("only a part of the digest", partOfTheDigest(now));
        wrong.put("another method", right.method("PUT"));
        wrong.put("another address", right.calling("https", "evil.example.com"));
        wrong.put("another scheme", right.calling("http", "hooks.example.com"));
        wrong.put("more signatures than are looked at", five(right));
        return wrong;
    }

    private static TestRequest partOfTheDigest(String now) {
        String field = Signer.digest(request().body());
        return Signer.ed25519(now + ";keyid=\"shop\"")
                .line("\"@method\"", "POST")
                .line("\"@target-uri\"", "https://hooks.example.com/webhook/orders?a=1")
                .line("\"content-digest\";key=\"sha-256\"", field.substring("sha-256=".length()))
                .sign(request().header("Content-Digest", field));
    }

    private static TestRequest five(TestRequest right) {
        return right.header("Signature-Input", "b=(), c=(), d=(), e=()").header("Signature", "b=::, c=::, d=::, e=::");
    }

    @Override
    protected Stream<TestRequest> mutations() {
        TestRequest right = right();
        return Stream.of(
                        right.bodyMutations(),
                        right.headerMutations("Signature"),
                        right.headerMutations("Signature-Input"),
                        right.headerMutations("Content-Digest"),
                        right.targetMutations())
                .flatMap(List::stream);
    }

    private Configured configured(String more) {
        return Configured.from(factory(clock.surroundings()), settings(more));
    }

    @Test
    void one_right_signature_of_several_is_enough() {
        TestRequest both = right();
        TestRequest first = both.without("Signature-Input")
                .without("Signature")
                .header("Signature-Input", "edge=(\"@method\");created=" + NOW_SECONDS + ";keyid=\"edge\"")
                .header("Signature-Input", both.header("Signature-Input"))
                .header("Signature", "edge=:AAAA:")
                .header("Signature", both.header("Signature"));
        configured("").acceptance(first);
        assertThat(configured(", \"label\": \"edge\"").refusal(first).cause()).contains("does not cover @target-uri");
        assertThat(configured(", \"label\": \"other\"").refusal(first).cause())
                .contains("it has no signature with the label other");
    }

    @Test
    void the_parts_of_a_url_are_as_good_as_the_whole() {
        String parameters = ";created=" + NOW_SECONDS + ";keyid=\"shop\"";
        Signer parts =
                Signer.ed25519(parameters).line("\"@method\"", "POST").line("\"@authority\"", "hooks.example.com");
        configured("")
                .acceptance(parts.line("\"@path\"", "/webhook/orders")
                        .line("\"@query\"", "?a=1")
                        .andBody()
                        .sign(request()));
        configured("")
                .acceptance(parts.line("\"@request-target\"", "/webhook/orders?a=1")
                        .andBody()
                        .sign(request()));
        configured("")
                .acceptance(parts.line("\"@path\"", "/webhook/orders")
                        .andBody()
                        .sign(request().target("/webhook/orders")));
    }

    @Test
    void a_request_without_body_needs_no_digest_and_gets_no_body_on_the_way() {
        TestRequest empty = Signer.ed25519(";created=" + NOW_SECONDS + ";keyid=\"shop\"")
                .line("\"@method\"", "POST")
                .line("\"@target-uri\"", "https://hooks.example.com/webhook/orders?a=1")
                .sign(request().body(""));
        configured("").acceptance(empty);
        assertThat(configured("").refusal(empty.body(BODY)).cause()).contains("does not cover content-digest");
        TestRequest forged = empty.body(BODY)
                .header("Content-Digest", Signer.digest(empty.body(BODY).body()));
        assertThat(configured("").refusal(forged).cause()).contains("does not cover content-digest");
        configured("")
                .acceptance(signer(";created=" + NOW_SECONDS + ";keyid=\"shop\"")
                        .sign(request().body("")));
        assertThat(configured("").refusal(right().body("")).cause()).contains("not that of the body");
    }

    @Test
    void of_several_digests_each_that_is_known_must_be_right() {
        String right = Signer.digest(BODY.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(ContentDigest.fault(
                        List.of("md5=:AAAA:, " + right), request().body()))
                .isEmpty();
        assertThat(ContentDigest.fault(List.of("md5=:AAAA:", right), request().body()))
                .isEmpty();
        assertThat(ContentDigest.fault(
                        List.of("sha-512=:AAAA:, " + right), request().body()))
                .isPresent();
        assertThat(ContentDigest.fault(List.of("md5=:AAAA:"), request().body()))
                .hasValue("its Content-Digest has neither sha-256 nor sha-512");
        assertThat(ContentDigest.fault(List.of("sha-256=\"x\""), request().body()))
                .isPresent();
        assertThat(ContentDigest.fault(List.of("sha-256="), request().body()).orElseThrow())
                .contains("malformed");
    }

    @Test
    void a_nonce_is_taken_once_whatever_is_signed_with_it() {
        Configured guard = configured(", \"require_nonce\": true");
        String parameters = ";created=" + NOW_SECONDS + ";keyid=\"shop\";nonce=\"n1\"";
        guard.acceptance(signer(parameters).sign(request()));
        assertThat(guard.refusal(signer(parameters).sign(request().body("{}"))).cause())
                .contains("replay");
        guard.acceptance(signer(parameters.replace("n1", "n2")).sign(request()));
        assertThat(guard.refusal(right()).cause()).contains("no nonce");
    }

    @Test
    void without_replay_protection_a_request_comes_as_often_as_it_likes() {
        Configured guard = configured(", \"replay_protection\": false");
        guard.acceptance(right());
        guard.acceptance(right());
        clock.move(Duration.ofMinutes(6));
        assertThat(guard.refusal(right().at(clock.instant())).cause()).contains("360 s old");
    }

    @Test
    void a_tag_is_asked_for() {
        Configured guard = configured(", \"tag\": \"shop-v1\"");
        guard.acceptance(signer(";created=" + NOW_SECONDS + ";keyid=\"shop\";tag=\"shop-v1\"")
                .sign(request()));
        assertThat(guard.refusal(right()).cause()).contains("the tag shop-v1");
    }

    @Test
    void a_header_is_asked_for() {
        Configured guard = configured(", \"components\": [\"content-digest\", \"x-shop\"]");
        String parameters = ";created=" + NOW_SECONDS + ";keyid=\"shop\"";
        TestRequest signed = Signer.ed25519(parameters)
                .line("\"x-shop\"", "7")
                .andBody()
                .sign(request().header("X-Shop", "7"));
        guard.acceptance(signed);
        assertThat(guard.refusal(signed.repeated("X-Shop")).cause()).contains("changed on the way");
        assertThat(guard.refusal(right()).cause()).contains("does not cover x-shop");
    }

    @Test
    void every_algorithm_of_the_registry_signs() {
        KeyPair rsa = TestKeys.pair("RSA", "2048");
        KeyPair p256 = TestKeys.pair("EC", "secp256r1");
        KeyPair p384 = TestKeys.pair("EC", "secp384r1");
        String settings = """
                {"http_signature": {"keys": [
                  {"id": "pss", "public_key": "%1$s"},
                  {"id": "rsa", "public_key": "%1$s", "algorithm": "rsa-v1_5-sha256"},
                  {"id": "p256", "public_key": "%2$s"},
                  {"id": "p384", "public_key": "%3$s"},
                  {"id": "shared", "secret": "c2VjcmV0", "secret_encoding": "base64"}]}}""".formatted(
                        TestKeys.pem(rsa.getPublic()), TestKeys.pem(p256.getPublic()), TestKeys.pem(p384.getPublic()));
        Configured guard = Configured.from(factory(clock.surroundings()), settings);
        String parameters = ";created=" + NOW_SECONDS + ";keyid=\"%s\";alg=\"%s\"";
        List<Signer> signers = new ArrayList<>();
        signers.add(Signer.with("PSS-512", rsa.getPrivate(), parameters.formatted("pss", "rsa-pss-sha512")));
        signers.add(Signer.with("SHA256withRSA", rsa.getPrivate(), parameters.formatted("rsa", "rsa-v1_5-sha256")));
        signers.add(Signer.with(
                "SHA256withECDSAinP1363Format", p256.getPrivate(), parameters.formatted("p256", "ecdsa-p256-sha256")));
        signers.add(Signer.with(
                "SHA384withECDSAinP1363Format", p384.getPrivate(), parameters.formatted("p384", "ecdsa-p384-sha384")));
        signers.add(Signer.shared(
                "secret".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                parameters.formatted("shared", "hmac-sha256")));
        for (Signer signer : signers) {
            TestRequest signed = signer.line("\"@method\"", "POST")
                    .line("\"@target-uri\"", "https://hooks.example.com/webhook/orders?a=1")
                    .andBody()
                    .sign(request());
            assertThat(guard.acceptance(signed).matches()).hasSize(1);
            guard.refusal(signed.method("PUT"));
        }
        guard.refusal(Signer.with("SHA256withRSA", rsa.getPrivate(), ";created=" + NOW_SECONDS + ";keyid=\"pss\"")
                .line("\"@method\"", "POST")
                .line("\"@target-uri\"", "https://hooks.example.com/webhook/orders?a=1")
                .andBody()
                .sign(request()));
    }

    @Test
    void the_old_key_counts_until_its_time_is_over() {
        String settings = """
                {"http_signature": {"keys": [
                  {"id": "shop", "public_key": {"value": "%s", "not_after": "2026-03-01T11:00:00Z", "id": "old"}},
                  {"id": "new", "public_key": "%s"}]}}""".formatted(TestKeys.ED25519_RAW, TestKeys.pem(OTHER.getPublic()));
        Configured guard = Configured.from(factory(clock.surroundings()), settings);
        assertThat(guard.refusal(right()).cause()).contains("does not count at this time");
        assertThat(guard.acceptance(created(NOW_SECONDS - 7_200).at(NOW.minusSeconds(7_200)))
                        .matches())
                .containsExactly(new SecretMatch("http_signature", "shop"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{} | there is no key",
                "{'keys': []} | there is no key",
                "{'keys': [{'public_key': 'KEY'}]} | the key \"id\" is missing",
                "{'keys': [{'id': 'a'}]} | is a key without key, or with two",
                "{'keys': [{'id': 'a', 'public_key': 'KEY', 'secret': 's'}]} | is a key without key, or with two",
                "{'keys': [{'id': 'a', 'public_key': 'KEY', 'algorithm': 'rsa-pss-sha512'}]} | take one that is for rsa-pss-sha512",
                "{'keys': [{'id': 'a', 'public_key': 'KEY', 'algorithm': 'ed448'}]} | write one of ed25519",
                "{'keys': [{'id': 'a', 'secret': 's', 'algorithm': 'ed25519'}]} | needs a public key",
                "{'keys': [{'id': 'a', 'secret': '!', 'secret_encoding': 'base64'}]} | is not written as",
                "{'keys': [{'id': 'a', 'secret': ''}]} | must not be empty",
                "{'keys': [{'id': 'a', 'public_key': 'KEY'}], 'components': ['@method']} | add content-digest",
                "{'keys': [{'id': 'a', 'public_key': 'KEY'}], 'components': ['@status', 'content-digest']} | cannot be required",
                "{'keys': [{'id': 'a', 'public_key': 'KEY'}], 'components': ['Content-Digest']} | cannot be required",
                "{'keys': [{'id': 'a', 'public_key': 'KEY'}], 'tolerance': '0s'} | tolerance",
                "{'keys': [{'id': 'a', 'public_key': 'KEY'}], 'structured_fields': {'x-a': 'set'}} | expected one of dictionary",
                "{'keys': [{'id': 'a', 'public_key': 'KEY'}], 'labl': 'x'} | did you mean"
            })
    void what_is_wrong_has_a_place_and_a_cure(String settings, String problem) {
        String written =
                "{\"http_signature\": " + settings.replace('\'', '"').replace("KEY", TestKeys.ED25519_RAW) + "}";
        assertThat(Configured.read(factory(clock.surroundings()), written).errors())
                .as(written)
                .anyMatch(line -> line.contains(problem));
    }
}
