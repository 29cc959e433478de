package io.sluice.gateway.guard.publickey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of others, and texts that are none. */
final class SignatureSchemeTest {
    private static final byte[] MESSAGE = "sample".getBytes(StandardCharsets.UTF_8);
    /** RFC 6979, appendix A.2.5. */
    private static final String P256_X = "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6";

    private static final String P256_Y = "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299";
    private static final String P256_R = "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716";
    private static final String P256_S = "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8";
    private static final BigInteger P256_ORDER =
            new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16);

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static VerificationKey ec(String curve, String x, String y) throws Exception {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String jwk = "{\"kty\": \"EC\", \"crv\": \"%s\", \"x\": \"%s\", \"y\": \"%s\"}"
                .formatted(curve, base64.encodeToString(hex(x)), base64.encodeToString(hex(y)));
        return WrittenKey.parse(jwk).key();
    }

    private static boolean verifies(
            SignatureAlgorithm algorithm, EcdsaForm form, VerificationKey key, byte[] signature, byte[] message) {
        return new SignatureScheme(algorithm, form).verifies(key, signature, List.of(message));
    }

    private static boolean p256(EcdsaForm form, String signature) throws Exception {
        return verifies(SignatureAlgorithm.ECDSA_P256, form, ec("P-256", P256_X, P256_Y), hex(signature), MESSAGE);
    }

    /** RFC 8032, section 7.1, tests 1 to 3. */
    @ParameterizedTest
    @CsvSource({
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a, '', e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c, 72, 92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025, af82, 6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    })
    void ed25519_is_as_its_rfc_says(String key, String message, String signature) throws Exception {
        VerificationKey read = WrittenKey.parse(key).key();
        SignatureScheme scheme = new SignatureScheme(SignatureAlgorithm.ED25519, EcdsaForm.DER);
        assertThat(scheme.verifies(read, hex(signature), List.of(hex(message)))).isTrue();
        assertThat(scheme.verifies(read, hex(signature), List.of(hex(message), hex("00"))))
                .isFalse();
    }

    /** RFC 8032, section 5.1.7: S is below the order of the group, or anybody can make a second signature of one. */
    @Test
    void an_ed25519_signature_with_a_number_beyond_the_order_is_none() throws Exception {
        BigInteger order = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
        byte[] signature = TestKeys.sign("Ed25519", TestKeys.ed25519(), MESSAGE);
        byte[] number = new byte[32];
        for (int i = 0; i < 32; i++) {
            number[31 - i] = signature[32 + i];
        }
        byte[] more = new BigInteger(1, number).add(order).toByteArray();
        byte[] second = Arrays.copyOf(signature, 64);
        for (int i = 0; i < 32; i++) {
            second[32 + i] = i < more.length ? more[more.length - 1 - i] : 0;
        }
        VerificationKey key = WrittenKey.parse(TestKeys.ED25519_PUBLIC).key();
        assertThat(verifies(SignatureAlgorithm.ED25519, EcdsaForm.DER, key, signature, MESSAGE))
                .isTrue();
        assertThat(verifies(SignatureAlgorithm.ED25519, EcdsaForm.DER, key, second, MESSAGE))
                .isFalse();
    }

    /** RFC 6979, appendices A.2.5 and A.2.6. */
    @Test
    void ecdsa_is_as_in_the_examples_of_others() throws Exception {
        assertThat(p256(EcdsaForm.RAW, P256_R + P256_S)).isTrue();
        assertThat(p256(EcdsaForm.DER, "3046022100" + P256_R + "022100" + P256_S))
                .isTrue();
        VerificationKey p384 = ec(
                "P-384",
                "EC3A4E415B4E19A4568618029F427FA5DA9A8BC4AE92E02E06AAE5286B300C64DEF8F0EA9055866064A254515480BC13",
                "8015D9B72D7D57244EA8EF9AC0C621896708A59367F9DFB9F54CA84B3F1C9DB1288B231C3AE0D4FE7344FD2533264720");
        byte[] signature = hex(
                "94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E80FABE46"
                        + "99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E7B82C71A38628AC8");
        assertThat(verifies(SignatureAlgorithm.ECDSA_P384, EcdsaForm.RAW, p384, signature, MESSAGE))
                .isTrue();
    }

    /** CVE-2022-21449: zeros, and multiples of the order that are zero to a careless reader. */
    @Test
    void an_ecdsa_signature_with_zeros_is_none() throws Exception {
        String zero = "00".repeat(32);
        String order = P256_ORDER.toString(16);
        for (String first : List.of(zero, order, P256_R)) {
            for (String second : List.of(zero, order)) {
                assertThat(p256(EcdsaForm.RAW, first + second)).isFalse();
                assertThat(p256(EcdsaForm.RAW, second + first)).isFalse();
            }
        }
        assertThat(p256(EcdsaForm.DER, "3006020100020100")).isFalse();
        assertThat(p256(EcdsaForm.DER, "3026020100022100" + P256_S)).isFalse();
        assertThat(p256(EcdsaForm.DER, "3026022100" + P256_R + "020100")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "30",
                "3000",
                "3046022100R022100S00", // something behind it
                "3047022100R022100S00",
                "304602210R022100S",
                "3045022100R0220S", // a negative number
                "3044" + "0220R0220S",
                "308146022100R022100S", // a length that could be shorter
                "30820046022100R022100S",
                "3080022100R022100S0000", // of no length
                "304702220000R022100S", // a zero too many
                "3146022100R022100S",
                "3046032100R022100S",
                "3046022100R032100S",
                "3045022100R022100S",
                "RS00",
                "RS"
            })
    void what_is_not_written_as_der_is_no_signature(String shape) throws Exception {
        String digits = shape.replace("R", P256_R).replace("S", P256_S);
        if (digits.length() % 2 == 0) {
            assertThat(p256(EcdsaForm.DER, digits)).as(shape).isFalse();
        }
    }

    @Test
    void numbers_side_by_side_have_the_length_of_the_curve() throws Exception {
        assertThat(p256(EcdsaForm.RAW, P256_R + P256_S + "00")).isFalse();
        assertThat(p256(EcdsaForm.RAW, "00" + P256_R + "00" + P256_S)).isFalse();
        assertThat(p256(EcdsaForm.RAW, P256_R)).isFalse();
        assertThat(p256(EcdsaForm.RAW, "")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "RSA_SHA1, SHA1withRSA, RSA, 2048",
        "RSA_SHA256, SHA256withRSA, RSA, 2048",
        "RSA_SHA384, SHA384withRSA, RSA, 2048",
        "RSA_SHA512, SHA512withRSA, RSA, 2048",
        "RSA_PSS_SHA256, PSS-256, RSA, 2048",
        "RSA_PSS_SHA384, PSS-384, RSA, 2048",
        "RSA_PSS_SHA512, PSS-512, RSASSA-PSS, 2048",
        "ECDSA_P256, SHA256withECDSA, EC, secp256r1",
        "ECDSA_P384, SHA384withECDSA, EC, secp384r1",
        "ECDSA_P521, SHA512withECDSA, EC, secp521r1",
        "ED25519, Ed25519, Ed25519, ''"
    })
    void each_algorithm_takes_its_own_signatures_and_no_other(
            SignatureAlgorithm algorithm, String javaName, String keys, String size) throws Exception {
        KeyPair pair = TestKeys.pair(keys, size);
        VerificationKey key = VerificationKey.of(pair.getPublic());
        byte[] signature = TestKeys.sign(javaName, pair.getPrivate(), MESSAGE);
        for (SignatureAlgorithm other : SignatureAlgorithm.values()) {
            if (other.takes(key)) {
                assertThat(verifies(other, EcdsaForm.DER, key, signature, MESSAGE))
                        .isEqualTo(other == algorithm);
            } else {
                assertThatThrownBy(() -> verifies(other, EcdsaForm.DER, key, signature, MESSAGE))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        for (int at = 0; at < signature.length; at++) {
            for (int bit = 1; bit < 256; bit <<= 1) {
                byte[] changed = signature.clone();
                changed[at] ^= (byte) bit;
                assertThat(verifies(algorithm, EcdsaForm.DER, key, changed, MESSAGE))
                        .isFalse();
            }
        }
        for (int length : new int[] {0, 1, signature.length - 1, signature.length + 1, 2 * signature.length}) {
            assertThat(verifies(algorithm, EcdsaForm.DER, key, Arrays.copyOf(signature, length), MESSAGE))
                    .isFalse();
        }
    }

    @Test
    void an_rsa_signature_plus_the_modulus_is_none() throws Exception {
        KeyPair pair = TestKeys.pair("RSA", "2048");
        byte[] signature = TestKeys.sign("SHA256withRSA", pair.getPrivate(), MESSAGE);
        BigInteger more = new BigInteger(1, signature).add(((RSAPublicKey) pair.getPublic()).getModulus());
        byte[] second = more.toByteArray();
        byte[] kept =
                Arrays.copyOfRange(second, second.length - Math.max(256, (more.bitLength() + 7) / 8), second.length);
        VerificationKey key = VerificationKey.of(pair.getPublic());
        assertThat(verifies(SignatureAlgorithm.RSA_SHA256, EcdsaForm.DER, key, kept, MESSAGE))
                .isFalse();
    }
}
