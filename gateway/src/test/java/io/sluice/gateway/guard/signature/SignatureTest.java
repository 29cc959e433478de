package io.sluice.gateway.guard.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.SecretMatch;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.publickey.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The body alone, signed with Ed25519. */
final class SignatureTest extends GuardContract {
    private static final String BODY = "{\"a\":1}";
    private static final String OTHER_KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

    @Override
    protected GuardFactory factory(Surroundings around) {
        return new SignatureFactory(around);
    }

    private static String settings(String key) {
        return "{\"signature\": {\"public_key\": " + key + "}}";
    }

    @Override
    protected String settings() {
        return settings("\"" + TestKeys.ED25519_RAW + "\"");
    }

    @Override
    protected String rotated() {
        return settings("[\"" + OTHER_KEY + "\", \"" + TestKeys.json(TestKeys.ED25519_PUBLIC) + "\"]");
    }

    /** Nothing in the settings is one. */
    @Override
    protected List<String> secrets() {
        return List.of(signature(BODY));
    }

    private static String signature(String body) {
        return Base64.getEncoder()
                .encodeToString(TestKeys.sign("Ed25519", TestKeys.ed25519(), body.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    protected TestRequest right() {
        return TestRequest.post(BODY).header("X-Signature", signature(BODY));
    }

    @Override
    protected Map<String, TestRequest> wrong() {
        return Map.of(
                "missing", right().without("X-Signature"),
                "empty", right().replaced("X-Signature", ""),
                "another body", right().body("{\"a\":2}"),
                "no body", right().body(""),
                "of another body", right().replaced("X-Signature", signature("{}")),
                "shorter", right().replaced("X-Signature", "AAAA"),
                "no Base64", right().replaced("X-Signature", "*"),
                "repeated", right().repeated("X-Signature"),
                "two in one", right().replaced("X-Signature", signature(BODY) + "," + signature(BODY)),
                "zeros", right().replaced("X-Signature", "A".repeat(86) + "=="));
    }

    @Override
    protected Stream<TestRequest> mutations() {
        return Stream.concat(right().bodyMutations().stream(), right().headerMutations("X-Signature").stream());
    }

    private Configured configured(String webhook) {
        return Configured.from(factory(clock.surroundings()), webhook);
    }

    @Test
    void keys_can_be_jwks_with_names_and_the_match_tells_the_name() {
        Configured guard = configured(settings("[\"" + OTHER_KEY + "\", " + TestKeys.ED25519_JWK + "]"));
        assertThat(guard.acceptance(right()).matches())
                .containsExactly(new SecretMatch("signature", "test-key-ed25519"));
    }

    @Test
    void a_key_counts_in_its_time() {
        Configured guard = configured(settings("[{\"value\": \"" + TestKeys.ED25519_RAW
                + "\", \"not_before\": \"2026-03-01T12:00:00Z\", \"not_after\": \"2026-03-01T13:00:00Z\"}]"));
        guard.acceptance(right());
        guard.refusal(right().at(NOW.minusMillis(1)));
        assertThat(guard.refusal(right().at(NOW.plusSeconds(3601))).cause())
                .contains("none of the configured keys counts");
    }

    @Test
    void where_the_key_is_named_only_that_one_may_match() {
        Configured guard = configured("""
                {"signature": {"key_id_header": "X-Key", "public_key": [
                  {"id": "old", "value": "%s"}, {"id": "new", "value": "%s"}]}}""".formatted(OTHER_KEY, TestKeys.ED25519_RAW));
        assertThat(guard.acceptance(right().header("X-Key", "new")).matches())
                .containsExactly(new SecretMatch("signature", "new"));
        guard.refusal(right().header("X-Key", "old"));
        assertThat(guard.refusal(right().header("X-Key", "newer")).cause()).contains("not configured");
        assertThat(guard.refusal(right()).cause()).contains("X-Key is missing");
    }

    /** https://discord.com/developers/docs/interactions/overview: hexadecimal digits over timestamp and body, without a stop between. */
    @Test
    void discords_way_is_a_matter_of_settings() {
        Configured guard = configured("""
                {"signature": {"public_key": "%s", "header": "X-Signature-Ed25519", "encoding": "hex",
                  "timestamp_header": "X-Signature-Timestamp", "signed": "{timestamp}{body}"}}""".formatted(TestKeys.ED25519_RAW));
        String time = Long.toString(NOW.getEpochSecond());
        byte[] signature = TestKeys.sign("Ed25519", TestKeys.ed25519(), (time + BODY).getBytes(StandardCharsets.UTF_8));
        TestRequest request = TestRequest.post(BODY)
                .header("X-Signature-Ed25519", HexFormat.of().formatHex(signature))
                .header("X-Signature-Timestamp", time);
        guard.acceptance(request);
        assertThat(guard.refusal(request).cause()).contains("replay");
    }

    /**
     * The example of SendGrid's libraries, for instance
     * https://github.com/sendgrid/sendgrid-java/blob/main/src/test/java/com/sendgrid/helpers/eventwebhook/EventWebhookTest.java
     */
    @Test
    void sendgrids_example_passes() {
        Configured guard = configured("""
                {"signature": {"algorithm": "ecdsa_p256", "header": "X-Twilio-Email-Event-Webhook-Signature",
                  "timestamp_header": "X-Twilio-Email-Event-Webhook-Timestamp", "signed": "{timestamp}{body}",
                  "public_key": "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA=="}}""");
        String body = "{\"category\":\"example_payload\",\"event\":\"test_event\",\"message_id\":\"message_id\"}";
        String signature =
                "MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0=";
        TestRequest request = TestRequest.post(body)
                .at(Instant.ofEpochSecond(1_588_788_367))
                .header("X-Twilio-Email-Event-Webhook-Signature", signature)
                .header("X-Twilio-Email-Event-Webhook-Timestamp", "1588788367");
        guard.acceptance(request);
        guard.refusal(request.body(body + "\n"));
        guard.refusal(request.replaced("X-Twilio-Email-Event-Webhook-Signature", signature.replace("H2j", "H3j")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{} | the key \"public_key\" is missing",
                "{'public_key': []} | there is no key",
                "{'public_key': ''} | must not be empty",
                "{'public_key': 'change-me'} | is no public key: it is neither PEM",
                "{'public_key': {'kty': 'OKP'}} | is no public key: the JWK",
                "{'public_key': 'KEY', 'algorithm': 'rsa_sha256'} | take one that is for rsa_sha256",
                "{'public_key': 'KEY', 'algorithm': 'md5'} | expected one of ed25519",
                "{'public_key': 'KEY', 'key_id_header': 'X-Key'} | not every key has a name",
                "{'public_key': 'KEY', 'heade': 'X'} | did you mean",
                "{'public_key': {'value': 'KEY', 'not_after': 'soon'}} | is no time"
            })
    void what_is_wrong_has_a_place_and_a_cure(String settings, String problem) {
        String written = "{\"signature\": " + settings.replace('\'', '"').replace("KEY", TestKeys.ED25519_RAW) + "}";
        assertThat(Configured.read(factory(clock.surroundings()), written).errors())
                .as(written)
                .anyMatch(line -> line.contains(problem));
    }

    @Test
    void sha1_is_taken_where_it_is_asked_for_with_a_warning() {
        assertThat(Configured.read(
                                factory(clock.surroundings()),
                                "{\"signature\": {\"algorithm\": \"rsa_sha1\", \"public_key\": \""
                                        + TestKeys.json(TestKeys.RSA_PUBLIC) + "\"}}")
                        .warnings())
                .anyMatch(line -> line.contains("SHA-1"));
    }
}
