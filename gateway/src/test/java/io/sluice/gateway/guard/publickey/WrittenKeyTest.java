package io.sluice.gateway.guard.publickey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.guard.secret.Validity;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which a public key is written. */
final class WrittenKeyTest {
    /** The certificate in RFC 9440, appendix A, figure 2: a key on P-256, from 2020-01-14 to 2021-01-23. */
    private static final String CERTIFICATE =
            "MIIBqDCCAU6gAwIBAgIBBzAKBggqhkjOPQQDAjA6MRswGQYDVQQKDBJMZXQncyBBdXRoZW50aWNh"
                    + "dGUxGzAZBgNVBAMMEkxBIEludGVybWVkaWF0ZSBDQTAeFw0yMDAxMTQyMjU1MzNaFw0yMTAxMjMyMjU1MzNaMA0xCzAJBgNVBAMMAkJDMFkwEwYH"
                    + "KoZIzj0CAQYIKoZIzj0DAQcDQgAE8YnXXfaUgmnMtOXU/IncWalRhebrXmckC8vdgJ1p5Be5F/3YC8OthxM4+k1M6aEAEFcGzkJiNy6J84y7uzo9"
                    + "M6NyMHAwCQYDVR0TBAIwADAfBgNVHSMEGDAWgBRm3WjLa38lbEYCuiCPct0ZaSED2DAOBgNVHQ8BAf8EBAMCBsAwEwYDVR0lBAwwCgYIKwYBBQUH"
                    + "AwIwHQYDVR0RAQH/BBMwEYEPYmRjQGV4YW1wbGUuY29tMAoGCCqGSM49BAMCA0gAMEUCIBHda/r1vaL6G3VliL4/Di6YK0Q6bMjeSkC3dFCOOB8T"
                    + "AiEAx/kHSB4urmiZ0NX5r5XarmPk0wmuydBVoU4hBVZ1yhk=";

    private static PublicKey read(String text) throws Exception {
        return WrittenKey.parse(text).key().key();
    }

    @Test
    void pem_jwk_hex_and_base64_are_the_same_key() throws Exception {
        PublicKey key = read(TestKeys.ED25519_PUBLIC);
        byte[] raw = Base64.getDecoder().decode(TestKeys.ED25519_RAW);
        assertThat(read(TestKeys.ED25519_PUBLIC.replace("\n", "\\n"))).isEqualTo(key);
        assertThat(read(TestKeys.ED25519_PUBLIC.replace("\n", "\r\n"))).isEqualTo(key);
        assertThat(read(TestKeys.ED25519_RAW)).isEqualTo(key);
        assertThat(read(Base64.getUrlEncoder().withoutPadding().encodeToString(raw)))
                .isEqualTo(key);
        assertThat(read(HexFormat.of().formatHex(raw))).isEqualTo(key);
        assertThat(read(TestKeys.ED25519_JWK)).isEqualTo(key);
        assertThat(read(Base64.getEncoder().encodeToString(key.getEncoded()))).isEqualTo(key);
        assertThat(WrittenKey.parse(TestKeys.ED25519_JWK).id()).isEqualTo("test-key-ed25519");
    }

    @Test
    void an_rsa_key_may_be_wrapped_or_not() throws Exception {
        PublicKey bare = read(TestKeys.RSA_PUBLIC);
        assertThat(read(TestKeys.json(TestKeys.pem(bare)))).isEqualTo(bare);
        RSAPublicKey rsa = (RSAPublicKey) bare;
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        assertThat(read("{\"kty\": \"RSA\", \"alg\": \"RS256\", \"use\": \"sig\", \"n\": \"%s\", \"e\": \"AQAB\"}"
                        .formatted(base64.encodeToString(rsa.getModulus().toByteArray()))))
                .isEqualTo(bare);
    }

    @Test
    void a_certificate_says_when_its_key_counts() throws Exception {
        WrittenKey written =
                WrittenKey.parse("-----BEGIN CERTIFICATE-----\n" + CERTIFICATE + "\n-----END CERTIFICATE-----\n");
        assertThat(written.key().kind()).isEqualTo(VerificationKey.Kind.P256);
        assertThat(written.validity())
                .isEqualTo(new Validity(Instant.parse("2020-01-14T22:55:33Z"), Instant.parse("2021-01-23T22:55:33Z")));
    }

    @ParameterizedTest
    @CsvSource({"EC, secp256r1, P256", "EC, secp384r1, P384", "EC, secp521r1, P521", "RSASSA-PSS, 2048, RSA_PSS"})
    void each_kind_is_known(String algorithm, String size, VerificationKey.Kind kind) throws Exception {
        KeyPair pair = TestKeys.pair(algorithm, size);
        WrittenKey written = WrittenKey.parse(
                Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
        assertThat(written.key()).isEqualTo(new VerificationKey(pair.getPublic(), kind));
        assertThat(written.validity()).isEqualTo(Validity.ALWAYS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "change-me | neither PEM",
                "-----BEGIN PUBLIC KEY-----AAAA | no PEM",
                "-----BEGIN PUBLIC KEY-----A-----END PUBLIC KEY----- | not in Base64",
                "-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY----- | no public key of the kinds",
                "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY----- | private key",
                "-----BEGIN EC PRIVATE KEY-----AAAA-----END EC PRIVATE KEY----- | private key",
                "-----BEGIN DH PARAMETERS-----AAAA-----END DH PARAMETERS----- | is not taken",
                "-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE----- | no certificate",
                "{'kty': 'OKP' | no JWK",
                "{'kty': 'oct', 'k': 'AAAA'} | private key",
                "{'kty': 'OKP', 'crv': 'Ed25519', 'x': 'AAAA', 'd': 'AAAA'} | private key",
                "{'kty': 'oct'} | another \"kty\"",
                "{'kty': 'OKP', 'crv': 'X25519', 'x': 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs'} | no key of Ed25519",
                "{'kty': 'OKP', 'crv': 'Ed25519', 'x': 'AAAA'} | no key of Ed25519",
                "{'kty': 'EC', 'crv': 'secp256k1', 'x': 'AAAA', 'y': 'AAAA'} | another \"crv\"",
                "{'kty': 'EC', 'crv': 'P-256', 'x': 'AAAA', 'y': 'AAAA'} | no point of its curve",
                "{'kty': 'EC', 'crv': 'P-256', 'x': 'AAAA'} | no \"y\"",
                "{'kty': 'RSA', 'n': 'AQAB', 'e': 'AQAB'} | RSA"
            })
    void what_is_no_key_is_told_with_a_cure_and_without_the_text(String text, String cause) {
        assertThatThrownBy(() -> WrittenKey.parse(text.replace('\'', '"')))
                .isInstanceOf(InvalidKeyException.class)
                .hasMessageContaining(cause)
                .hasMessageNotContaining("AAAA");
    }

    @Test
    void two_keys_in_one_text_are_refused() {
        assertThatThrownBy(() -> WrittenKey.parse(TestKeys.ED25519_PUBLIC + "\n" + TestKeys.P256_PUBLIC))
                .hasMessageContaining("more than one");
    }

    /** Such a key lets anybody in: somebody meant to fill it in, or means harm. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
            })
    void an_ed25519_key_of_small_order_is_refused(String key) {
        assertThatThrownBy(() -> WrittenKey.parse(key)).isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void a_short_rsa_key_is_weak_and_a_very_short_one_is_refused() throws Exception {
        assertThat(VerificationKey.of(TestKeys.pair("RSA", "1024").getPublic()).isWeak())
                .isTrue();
        assertThat(VerificationKey.of(TestKeys.pair("RSA", "2048").getPublic()).isWeak())
                .isFalse();
        assertThatThrownBy(() -> VerificationKey.of(TestKeys.pair("RSA", "512").getPublic()))
                .hasMessageContaining("512 bits");
    }
}
