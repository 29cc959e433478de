package io.sluice.gateway.guard.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.OtherServer;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The examples of RFC 7515, appendix A, whose claims are those of RFC 7519, section 3.1. */
final class JwtVectorsTest {
    private static final String PAYLOAD =
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    private static final String A1_KEY =
            "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
    private static final String A1 =
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + PAYLOAD + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String A2_KEY = """
            {"kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"}""";
    private static final String A2 = "eyJhbGciOiJSUzI1NiJ9." + PAYLOAD
            + ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
    private static final String A3_KEY = """
            {"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""";
    private static final String A3 = "eyJhbGciOiJFUzI1NiJ9." + PAYLOAD
            + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    private static final String A5 = "eyJhbGciOiJub25lIn0." + PAYLOAD + ".";
    /** When the example's claims have not yet expired. */
    private static final Instant THEN = Instant.ofEpochSecond(1_300_819_379);

    private static TestRequest bearer(String token) {
        return TestRequest.post("{}").header("Authorization", "Bearer " + token).at(THEN);
    }

    private static Configured guard(String settings) {
        return Configured.from(new JwtFactory(Standing.around()), "{\"jwt\": {" + settings + "}}");
    }

    /** A key of the examples is one of a set, as it is published. */
    private static void passes(String key, String algorithm, String token) {
        try (OtherServer server = new OtherServer(_ -> OtherServer.Answer.ok("{\"keys\":[" + key + "]}"))) {
            Configured guard = guard("\"jwks_url\": \"%s\", \"algorithm\": \"%s\", \"issuer\": \"joe\""
                    .formatted(server.url("/keys"), algorithm));
            guard.acceptance(bearer(token));
            assertThat(guard.refusal(bearer(token).at(THEN.plusSeconds(32))).cause())
                    .contains("expired");
            guard.refusal(bearer(token.replace("." + PAYLOAD, "." + PAYLOAD.replace("qb2U", "qb2V"))));
        }
    }

    @Test
    void the_example_with_hmac_passes_as_in_appendix_a_1() {
        Configured guard =
                guard("\"secret\": \"" + A1_KEY + "\", \"secret_encoding\": \"base64url\", \"issuer\": \"joe\"");
        guard.acceptance(bearer(A1));
        assertThat(guard.refusal(bearer(A1).at(THEN.plusSeconds(32))).cause()).contains("expired");
    }

    @Test
    void the_example_with_rsa_passes_as_in_appendix_a_2() {
        passes(A2_KEY, "RS256", A2);
    }

    @Test
    void the_example_with_ecdsa_passes_as_in_appendix_a_3() {
        passes(A3_KEY, "ES256", A3);
    }

    @Test
    void the_example_without_a_signature_is_refused_as_appendix_a_5_is() {
        Configured guard = guard("\"secret\": \"" + A1_KEY + "\", \"secret_encoding\": \"base64url\"");
        assertThat(guard.refusal(bearer(A5)).cause()).contains("\"none\"").contains("never accepted");
    }
}
