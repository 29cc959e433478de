package io.sluice.gateway.guard.httpsignature;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.publickey.EcdsaForm;
import io.sluice.gateway.guard.publickey.SignatureAlgorithm;
import io.sluice.gateway.guard.publickey.SignatureScheme;
import io.sluice.gateway.guard.publickey.TestKeys;
import io.sluice.gateway.guard.publickey.VerificationKey;
import io.sluice.gateway.guard.publickey.WrittenKey;
import io.sluice.gateway.guard.structured.MalformedField;
import io.sluice.gateway.guard.structured.StructuredField;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The published requests of RFC 9421. Of those that do not sign their body (B.2.1, B.2.5, B.2.6), which the guard takes from nobody, the
 * signature alone is checked; B.2.4 is a response, of which the same is done with what it signs.
 */
final class Rfc9421Test {
    private static Configured guard(String settings) {
        return Configured.from(new HttpSignatureFactory(Standing.around()), """
                {"http_signature": {"keys": [
                  {"id": "test-key-rsa-pss", "public_key": "%s"},
                  {"id": "test-key-rsa", "public_key": "%s", "algorithm": "rsa-v1_5-sha256"},
                  {"id": "test-key-ecc-p256", "public_key": "%s"},
                  {"id": "test-key-ed25519", "public_key": "%s"},
                  {"id": "test-shared-secret", "secret": "%s", "secret_encoding": "base64"}]%s}}""".formatted(
                        TestKeys.json(TestKeys.RSA_PSS_PUBLIC),
                        TestKeys.json(TestKeys.RSA_PUBLIC),
                        TestKeys.json(TestKeys.P256_PUBLIC),
                        TestKeys.json(TestKeys.ED25519_PUBLIC),
                        TestKeys.SHARED_SECRET,
                        settings));
    }

    private static String base(TestRequest request) throws MalformedField {
        return new String(bytes(request), StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(TestRequest request) throws MalformedField {
        SignatureInput input = SignatureInput.read(StructuredField.dictionary(request.header("Signature-Input"))
                .members()
                .values()
                .iterator()
                .next());
        return new SignatureBase(request, Map.of()).of(input);
    }

    private static byte[] signature(TestRequest request) {
        String field = request.header("Signature");
        return Base64.getDecoder().decode(field.substring(field.indexOf(':') + 1, field.length() - 1));
    }

    private static boolean verifies(SignatureAlgorithm algorithm, String key, byte[] signature, byte[] base)
            throws InvalidKeyException {
        VerificationKey read = WrittenKey.parse(key).key();
        return new SignatureScheme(algorithm, EcdsaForm.RAW).verifies(read, signature, List.of(base));
    }

    @Test
    void b21_a_signature_over_nothing_is_right_and_not_taken() throws Exception {
        TestRequest request = Rfc9421.minimal();
        assertThat(base(request))
                .isEqualTo(
                        "\"@signature-params\": ();created=1618884473;keyid=\"test-key-rsa-pss\";nonce=\"b3k2pp5k7z-50gnwp.yemd\"");
        assertThat(verifies(
                        SignatureAlgorithm.RSA_PSS_SHA512, TestKeys.RSA_PSS_PUBLIC, signature(request), bytes(request)))
                .isTrue();
        assertThat(guard("").refusal(request).cause()).contains("does not cover @method");
    }

    @Test
    void b22_chosen_components_pass_where_they_are_asked_for() throws Exception {
        TestRequest request = Rfc9421.selective();
        assertThat(base(request)).isEqualTo("""
                "@authority": example.com
                "content-digest": %s
                "@query-param";name="Pet": dog
                "@signature-params": ("@authority" "content-digest" "@query-param";name="Pet");created=1618884473;keyid="test-key-rsa-pss";tag="header-example\"""".formatted(Rfc9421.DIGEST));
        String asked = ", \"components\": [\"@authority\", \"content-digest\"], \"tag\": \"header-example\"";
        guard(asked).acceptance(request);
        assertThat(guard(asked).refusal(request.target("/foo?Pet=cat")).cause()).contains("changed on the way");
        assertThat(guard(asked).refusal(request.target("/foo?Pet=dog&Pet=dog")).cause())
                .contains("2 times");
        assertThat(guard("").refusal(request).cause()).contains("does not cover @method");
    }

    @Test
    void b23_full_coverage_passes() throws Exception {
        TestRequest request = Rfc9421.full();
        assertThat(base(request)).isEqualTo("""
                "date": Tue, 20 Apr 2021 02:07:55 GMT
                "@method": POST
                "@path": /foo
                "@query": ?param=Value&Pet=dog
                "@authority": example.com
                "content-type": application/json
                "content-digest": %s
                "content-length": 18
                "@signature-params": ("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-rsa-pss\"""".formatted(Rfc9421.DIGEST));
        guard("").acceptance(request);
        assertThat(guard("").refusal(request.body("{\"hello\": \"World\"}")).cause())
                .contains("not that of the body");
    }

    @Test
    void b24_the_signature_of_the_response_is_right_over_what_it_signs() throws Exception {
        byte[] base = """
                "@status": 200
                "content-type": application/json
                "content-digest": sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:
                "content-length": 23
                "@signature-params": ("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256\"""".getBytes(StandardCharsets.US_ASCII);
        byte[] signature = Base64.getDecoder()
                .decode("wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==");
        assertThat(verifies(SignatureAlgorithm.ECDSA_P256, TestKeys.P256_PUBLIC, signature, base))
                .isTrue();
    }

    @Test
    void b25_a_shared_secret_signs() throws Exception {
        TestRequest request = Rfc9421.withSharedSecret();
        assertThat(base(request)).isEqualTo("""
                "date": Tue, 20 Apr 2021 02:07:55 GMT
                "@authority": example.com
                "content-type": application/json
                "@signature-params": ("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret\"""");
        assertThat(new SharedKey(Base64.getDecoder().decode(TestKeys.SHARED_SECRET))
                        .verifies(signature(request), bytes(request)))
                .isTrue();
        assertThat(guard(", \"components\": [\"@authority\", \"content-digest\"]")
                        .refusal(request)
                        .cause())
                .contains("does not cover content-digest");
    }

    @Test
    void b26_ed25519_signs() throws Exception {
        TestRequest request = Rfc9421.withEd25519();
        assertThat(base(request)).isEqualTo("""
                "date": Tue, 20 Apr 2021 02:07:55 GMT
                "@method": POST
                "@path": /foo
                "@authority": example.com
                "content-type": application/json
                "content-length": 18
                "@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519\"""");
        assertThat(verifies(SignatureAlgorithm.ED25519, TestKeys.ED25519_PUBLIC, signature(request), bytes(request)))
                .isTrue();
    }

    @Test
    void section_4_3_a_proxys_signature_passes_and_the_clients_no_more_since_the_proxy_changed_the_authority() {
        String asked =
                ", \"components\": [\"@method\", \"@authority\", \"@path\", \"content-digest\"], \"label\": \"%s\"";
        guard(asked.formatted("proxy_sig")).acceptance(Rfc9421.throughProxy());
        assertThat(guard(asked.formatted("sig1"))
                        .refusal(Rfc9421.throughProxy())
                        .cause())
                .contains("changed on the way");
        guard(asked.formatted("sig1")).acceptance(Rfc9421.throughProxy().calling("https", "example.com"));
        assertThat(guard(asked.formatted("proxy_sig"))
                        .refusal(Rfc9421.throughProxy().at(java.time.Instant.ofEpochSecond(1_618_884_540)))
                        .cause())
                .contains("expired");
    }
}
