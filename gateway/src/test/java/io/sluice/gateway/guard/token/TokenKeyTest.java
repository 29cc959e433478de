package io.sluice.gateway.guard.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Vectors whose payload is no JSON object, so that they are no JWT: the signature alone. */
final class TokenKeyTest {
    private static TokenKey key(String jwk) {
        return PublishedKeys.read(("{\"keys\":[" + jwk + "]}").getBytes(StandardCharsets.UTF_8))
                .orElseThrow()
                .keys()
                .getFirst()
                .key();
    }

    private static byte[] signature(String jws) {
        return Base64.getUrlDecoder().decode(jws.substring(jws.lastIndexOf('.') + 1));
    }

    private static byte[] signed(String jws) {
        return jws.substring(0, jws.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    }

    /** RFC 8037, appendix A.4, with the key of appendix A.2. */
    @Test
    void an_ed25519_signature_is_right_as_in_rfc_8037() {
        String jws = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
                + ".hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
        TokenKey key =
                key("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}");
        assertThat(key.verifies(TokenAlgorithm.EDDSA, signed(jws), signature(jws)))
                .isTrue();
        assertThat(key.verifies(TokenAlgorithm.EDDSA, signed(jws + "."), signature(jws)))
                .isFalse();
        for (int at = 0; at < 64; at++) {
            byte[] other = signature(jws);
            other[at] ^= 1;
            assertThat(key.verifies(TokenAlgorithm.EDDSA, signed(jws), other)).isFalse();
        }
        assertThat(key.verifies(TokenAlgorithm.ES256, signed(jws), signature(jws)))
                .isFalse();
    }

    /** RFC 7515, appendix A.4. */
    @Test
    void an_es512_signature_is_right_as_in_rfc_7515() {
        String jws = "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA"
                + ".AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn";
        TokenKey key = key(
                "{\"kty\":\"EC\",\"crv\":\"P-521\","
                        + "\"x\":\"AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk\","
                        + "\"y\":\"ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2\"}");
        assertThat(key.verifies(TokenAlgorithm.ES512, signed(jws), signature(jws)))
                .isTrue();
        assertThat(key.verifies(TokenAlgorithm.ES512, signed(jws + "."), signature(jws)))
                .isFalse();
    }

    @Test
    void a_set_holds_what_can_verify_and_nothing_else() {
        String set = Issuer.set(
                "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\",\"kid\":\"shared\"}",
                "{\"kty\":\"new\",\"kid\":\"unknown\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"kid\":\"not on the curve\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                Issuer.of("RS256").jwk("for encryption").replace("\"sig\"", "\"enc\""),
                Issuer.of("ES384").jwk("right"),
                "1");
        assertThat(PublishedKeys.read(set.getBytes(StandardCharsets.UTF_8))
                        .orElseThrow()
                        .keys())
                .singleElement()
                .satisfies(key -> assertThat(key.kid()).contains("right"));
        for (String none : new String[] {
            "", "{}", "[]", "{\"keys\":{}}", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\"}]}"
        }) {
            assertThat(PublishedKeys.read(none.getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
        }
    }

    @Test
    void a_key_is_for_the_algorithm_that_its_set_names_alone() {
        Issuer issuer = Issuer.of("RS256");
        String jwk = issuer.jwk("1").replace("\"use\"", "\"alg\":\"RS256\",\"use\"");
        PublishedKeys keys = PublishedKeys.read(Issuer.set(jwk).getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        assertThat(keys.verify(read(issuer.token("{}")))).isEqualTo(PublishedKeys.Answer.RIGHT);
        String header = "{\"alg\":\"PS256\",\"kid\":\"1\"}";
        assertThat(keys.verify(read(issuer.with("PS256").token(header, "{}")))).isEqualTo(PublishedKeys.Answer.WRONG);
    }

    private static SignedToken read(String token) {
        return ((SignedToken.Read.Token) SignedToken.read(token)).token();
    }
}
