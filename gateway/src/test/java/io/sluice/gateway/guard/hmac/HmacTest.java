package io.sluice.gateway.guard.hmac;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.Surroundings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The body alone, signed as GitHub does. */
final class HmacTest extends GuardContract {
    private static final String SECRET = "It's a Secret to Everybody";
    private static final String SIGNATURE = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    @Override
    protected GuardFactory factory(Surroundings around) {
        return new HmacFactory(around);
    }

    @Override
    protected String settings() {
        return "{\"hmac\": {\"secret\": \"" + SECRET + "\"}}";
    }

    @Override
    protected String rotated() {
        return "{\"hmac\": {\"secret\": [{\"value\": \"older\"}, \"" + SECRET + "\"]}}";
    }

    @Override
    protected List<String> secrets() {
        return List.of(SECRET, SIGNATURE);
    }

    /** https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation */
    @Override
    protected TestRequest right() {
        return TestRequest.post("Hello, World!").header("X-Hub-Signature-256", "sha256=" + SIGNATURE);
    }

    @Override
    protected Map<String, TestRequest> wrong() {
        return Map.of(
                "missing", right().without("X-Hub-Signature-256"),
                "empty", right().replaced("X-Hub-Signature-256", ""),
                "another body", right().body("Hello, World?"),
                "no body", right().body(""),
                "shorter", right().replaced("X-Hub-Signature-256", SIGNATURE.substring(2)),
                "an odd digit", right().replaced("X-Hub-Signature-256", SIGNATURE + "0"),
                "in Base64", right().replaced("X-Hub-Signature-256", "dXEH6g6yUJ/CESIczphLijdXC211hsIsRvQ3nIsEPhc="),
                "another prefix", right().replaced("X-Hub-Signature-256", "sha1=" + SIGNATURE),
                "repeated", right().repeated("X-Hub-Signature-256"),
                "two in one", right().replaced("X-Hub-Signature-256", SIGNATURE + "," + SIGNATURE));
    }

    @Override
    protected Stream<TestRequest> mutations() {
        return Stream.concat(right().bodyMutations().stream(), right().headerMutations("X-Hub-Signature-256").stream());
    }

    @Test
    void the_prefix_may_be_left_out_and_digits_may_be_capitals() {
        Configured guard = Configured.from(factory(clock.surroundings()), settings());
        guard.acceptance(right().replaced("X-Hub-Signature-256", SIGNATURE));
        guard.acceptance(right().replaced("X-Hub-Signature-256", SIGNATURE.toUpperCase(Locale.ROOT)));
    }

    /** RFC 4231, sections 4.2 and 4.3; RFC 2202, section 3, for SHA-1. */
    @ParameterizedTest
    @CsvSource({
        "sha1, Jefe, what do ya want for nothing?, effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
        "sha256, Jefe, what do ya want for nothing?, 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "sha384, Jefe, what do ya want for nothing?, af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
        "sha512, Jefe, what do ya want for nothing?, 164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
        "sha256, '\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b', Hi There, b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        "sha384, '\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b\\u000b', Hi There, afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6"
    })
    void each_algorithm_is_as_its_rfc_says(String algorithm, String key, String body, String signature) {
        Configured guard = Configured.from(
                factory(clock.surroundings()),
                "{\"hmac\": {\"secret\": \"%s\", \"algorithm\": \"%s\", \"header\": \"X-Sig\"}}"
                        .formatted(key, algorithm));
        guard.acceptance(TestRequest.post(body).header("X-Sig", signature));
        guard.refusal(TestRequest.post(body + " ").header("X-Sig", signature));
    }

    @ParameterizedTest
    @CsvSource({
        "base64, W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=",
        "base64, W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM",
        "base64url, W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM"
    })
    void a_signature_may_be_base64(String encoding, String signature) {
        Configured guard = Configured.from(
                factory(clock.surroundings()),
                "{\"hmac\": {\"secret\": \"Jefe\", \"encoding\": \"%s\", \"header\": \"X-Sig\", \"prefix\": \"v1,\"}}"
                        .formatted(encoding));
        TestRequest request = TestRequest.post("what do ya want for nothing?");
        guard.acceptance(request.header("X-Sig", "v1," + signature));
        guard.refusal(request.header("X-Sig", signature));
        // The last digit's unused bits are set: the same bytes for a careless reader.
        guard.refusal(request.header("X-Sig", "v1," + signature.replace("OEM", "OEN")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{timestamp}.{body} | it is not said which header {timestamp} stands in",
                "{id}.{body} | it is not said which header {id} stands in",
                "{url} | does not hold the body",
                "{bdy}.{body} | there is no place {bdy}",
                "{header:X Y}.{body} | there is no place {header:X Y}",
                "{body | a brace has no partner"
            })
    void what_cannot_be_signed_is_a_problem(String signed, String problem) {
        assertThat(Configured.read(
                                factory(clock.surroundings()),
                                "{\"hmac\": {\"secret\": \"s\", \"signed\": \"" + signed + "\"}}")
                        .errors())
                .anyMatch(line -> line.contains("hmac.signed") && line.contains(problem));
    }

    @Test
    void a_timestamp_that_is_not_signed_is_a_problem() {
        assertThat(Configured.read(
                                factory(clock.surroundings()),
                                "{\"hmac\": {\"secret\": \"s\", \"signed\": \"{body}\", \"timestamp_header\": \"X-Time\"}}")
                        .errors())
                .singleElement()
                .asString()
                .contains("does not hold the timestamp");
    }
}
