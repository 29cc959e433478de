package io.sluice.gateway.guard.digestauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The requests of the RFCs. Their nonces are none of ours, so they are not let in, but a request whose response is right, and no other,
 * is told that only its nonce is stale.
 */
final class DigestVectorsTest {
    private static final String MUFASA = """
            {"digest_auth": {"username": "Mufasa", "password": "Circle of Life", "realm": "http-auth@example.org",
              "algorithm": ["SHA-256", "MD5"]}}""";
    private static final String JASON = """
            {"digest_auth": {"username": "Jäsøn Doe", "password": "Secret, or not?", "realm": "api@example.org",
              "algorithm": "SHA-512-256", "userhash": true}}""";

    private static boolean isRight(String settings, String target, String authorization) {
        Configured guard = Configured.from(new DigestAuthFactory(Standing.around()), settings);
        TestRequest request = TestRequest.post("").method("GET").target(target);
        Verdict.Reject refusal = guard.refusal(request.header("Authorization", authorization));
        return refusal.headers().getFirst().value().contains("stale=true");
    }

    /** RFC 7616, section 3.9.1. */
    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void mufasas_request_is_right(String algorithm, String response) {
        String authorization = """
                Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=%s, \
                nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, \
                cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, response="%s", \
                opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"""";
        assertThat(isRight(MUFASA, "/dir/index.html", authorization.formatted(algorithm, response)))
                .isTrue();
        assertThat(isRight(MUFASA, "/dir/index.html", authorization.formatted(algorithm, response.replace('9', '8'))))
                .isFalse();
    }

    /**
     * RFC 7616, section 3.9.2, with the hashes of its erratum 4897: those in the RFC were made by cutting SHA-512 short, which is
     * another function than SHA-512/256.
     */
    @Test
    void jasons_request_with_the_hash_of_his_name_is_right() {
        String authorization =
                jason("username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\"", "true");
        assertThat(isRight(JASON, "/doe.json", authorization)).isTrue();
        assertThat(isRight(JASON, "/doe.json", authorization.replace("7932", "7933")))
                .isFalse();
    }

    /** The same without the hash. */
    @Test
    void jasons_request_with_his_name_is_right() {
        assertThat(isRight(JASON, "/doe.json", jason("username*=UTF-8''J%C3%A4s%C3%B8n%20Doe", "false")))
                .isTrue();
    }

    private static String jason(String username, String userhash) {
        return """
                Digest %s, realm="api@example.org", uri="/doe.json", algorithm=SHA-512-256, \
                nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", nc=00000001, \
                cnonce="NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v", qop=auth, \
                response="3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5", \
                opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", userhash=%s""".formatted(username, userhash);
    }

    /** RFC 2617, section 3.5: no algorithm is named. */
    @Test
    void mufasas_older_request_is_right() {
        String settings = """
                {"digest_auth": {"username": "Mufasa", "password": "Circle Of Life", "realm": "testrealm@host.com"}}""";
        String authorization = """
                Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", \
                uri="/dir/index.html", qop=auth, nc=00000001, cnonce="0a4f113b", \
                response="6629fae49393a05397450978507c4ef1", opaque="5ccc069c403ebaf9f0171e9517f40e41\"""";
        assertThat(isRight(settings, "/dir/index.html", authorization)).isTrue();
        assertThat(isRight(settings, "/dir/index.htm", authorization)).isFalse();
        assertThat(isRight(settings.replace("Circle Of", "Circle of"), "/dir/index.html", authorization))
                .isFalse();
        assertThat(isRight(settings, "/dir/index.html", authorization.toUpperCase(Locale.ROOT)))
                .isFalse();
    }
}
