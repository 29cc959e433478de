package io.sluice.gateway.guard.oauth1;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that others published. */
final class OAuthVectorsTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private static Configured guard(String settings) {
        return Configured.from(new OAuth1Factory(Standing.around()), "{\"oauth1\": {" + settings + "}}");
    }

    private static TestRequest request(String method, String scheme, String host, String target, long seconds) {
        return TestRequest.post("")
                .method(method)
                .calling(scheme, host)
                .target(target)
                .at(Instant.ofEpochSecond(seconds));
    }

    private static String consumer(String tokenSecret) {
        return "\"consumer_key\": \"dpf43f3p2l4k3l03\", \"consumer_secret\": \"kd94hf93k423kf44\", \"token_secret\": \""
                + tokenSecret + "\"";
    }

    /** RFC 5849, section 1.2: temporary credentials. */
    @Test
    void the_printers_first_request_passes() {
        guard(consumer(""))
                .acceptance(request("POST", "https", "photos.example.net", "/initiate", 137_131_200)
                        .header("Authorization", """
                        OAuth realm="Photos", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_signature_method="HMAC-SHA1", \
                        oauth_timestamp="137131200", oauth_nonce="wIjqoS", \
                        oauth_callback="http%3A%2F%2Fprinter.example.com%2Fready", \
                        oauth_signature="74KNZJeDHnMBp0EMJ9ZHt%2FXKycU%3D\""""));
    }

    /** RFC 5849, section 1.2: token credentials. */
    @Test
    void the_printers_second_request_passes() {
        guard(consumer("hdhd0244k9j7ao03"))
                .acceptance(request("POST", "https", "photos.example.net", "/token", 137_131_201)
                        .header("Authorization", """
                        OAuth realm="Photos", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="hh5s93j4hdidpola", \
                        oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131201", oauth_nonce="walatlh", \
                        oauth_verifier="hfdp7dh39dks9884", oauth_signature="gKgrFCywp7rO0OXSjdot%2FIHF7IU%3D\""""));
    }

    /** RFC 5849, section 1.2: a photo. */
    @Test
    void the_printers_third_request_passes() {
        TestRequest photo = request(
                        "GET", "http", "photos.example.net", "/photos?file=vacation.jpg&size=original", 137_131_202)
                .header("Authorization", """
                        OAuth realm="Photos", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_token="nnch734d00sl2jdk", \
                        oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131202", oauth_nonce="chapoH", \
                        oauth_signature="MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D\"""");
        guard(consumer("pfkkdhi9sl3r4s00")).acceptance(photo);
        guard(consumer("pfkkdhi9sl3r4s00")).refusal(photo.target("/photos?file=vacation.jpg&size=originak"));
    }

    private static TestRequest example() {
        return request("POST", "http", "EXAMPLE.COM:80", "/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b", 137_131_201)
                .body("c2&a3=2+q")
                .header("Content-Type", FORM)
                .header("Authorization", """
                        OAuth realm="Example", oauth_consumer_key="9djdj82h48djs9d2", oauth_token="kkk9d7dh3k39sjv7", \
                        oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131201", oauth_nonce="7d8f3e4a", \
                        oauth_signature="bYT5CMsGcbgUdFHObYMEfcx6bsw%3D\"""");
    }

    /** RFC 5849, sections 3.4.1.1 and 3.4.1.3. */
    @Test
    void the_base_string_is_that_of_the_rfc() {
        SentParameters.Read read = (SentParameters.Read) SentParameters.of(example());
        assertThat(BaseString.normalized(read.all()))
                .isEqualTo("a2=r%20b&a3=2%20q&a3=a&b5=%3D%253D&c%40=&c2=&oauth_consumer_key=9djdj82h48djs9d2"
                        + "&oauth_nonce=7d8f3e4a&oauth_signature_method=HMAC-SHA1&oauth_timestamp=137131201"
                        + "&oauth_token=kkk9d7dh3k39sjv7");
        assertThat(BaseString.of(example(), read.all()))
                .isEqualTo(
                        "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D"
                                + "%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a"
                                + "%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7");
    }

    /** RFC 5849, section 3.4.1.2. */
    @ParameterizedTest
    @CsvSource({
        "http, EXAMPLE.COM:80, /r%20v/X?id=123, http://example.com/r%20v/X",
        "https, www.example.net:8080, /?q=1, https://www.example.net:8080/",
        "https, www.example.net:443, /a, https://www.example.net/a",
        "http, www.example.net:443, /a, http://www.example.net:443/a"
    })
    void the_uri_is_that_of_the_rfc(String scheme, String host, String target, String uri) {
        assertThat(BaseString.uri(request("GET", scheme, host, target, 0))).isEqualTo(uri);
    }

    /** RFC 5849, section 3.6. */
    @Test
    void everything_but_the_unreserved_is_encoded() {
        String all = "abcXYZ019-._~ +%&=*!'()/:@\u00e9";
        assertThat(PercentEncoding.encode(all)).isEqualTo("abcXYZ019-._~%20%2B%25%26%3D%2A%21%27%28%29%2F%3A%40%E9");
        assertThat(PercentEncoding.decode(PercentEncoding.encode(all))).contains(all);
        assertThat(PercentEncoding.encodeUtf8("é☃")).isEqualTo("%C3%A9%E2%98%83");
    }

    /** https://developer.twitter.com/en/docs/basics/authentication/guides/creating-a-signature, and its older form at dev.twitter.com. */
    @ParameterizedTest
    @CsvSource({
        "/1.1/statuses/update.json, hCtSmYh+iHYCEqBWrE7C7hYmtUk=",
        "/1/statuses/update.json, tnnArxj06cWHq44gCs1OSKk/jLY="
    })
    void twitters_example_passes(String path, String signature) {
        String settings = "\"consumer_key\": \"xvz1evFS4wEEPTGEFPHBog\","
                + " \"consumer_secret\": \"kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw\","
                + " \"token_secret\": \"LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE\"";
        TestRequest tweet = request("POST", "https", "api.twitter.com", path + "?include_entities=true", 1_318_622_958)
                .body("status=Hello%20Ladies%20%2b%20Gentlemen%2c%20a%20signed%20OAuth%20request%21")
                .header("Content-Type", FORM)
                .header("Authorization", """
                        OAuth oauth_consumer_key="xvz1evFS4wEEPTGEFPHBog", \
                        oauth_nonce="kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg", oauth_signature="%s", \
                        oauth_signature_method="HMAC-SHA1", oauth_timestamp="1318622958", \
                        oauth_token="370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb", oauth_version="1.0\"""".formatted(OAuthSender.encode(signature)));
        guard(settings).acceptance(tweet);
        guard(settings).refusal(tweet.body("status=Hello%20Ladies"));
    }

    /** http://wiki.oauth.net/TestCases, section 9.3, RSA-SHA1; the public key of its certificate. */
    @ParameterizedTest
    @ValueSource(
            strings =
                    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC0YjCwIfYoprq/FQO6lb3asXrxLlJFuCvtinTF5p0GxvQGu5O3gYytUvtC2JlY"
                            + "zypSRjVxwxrsuRcP3e641SdASwfrmzyvIgP08N4S0IFzEURkV1wp/IpH7kH41EtbmUmrXSwfNZsnQRE5SYSOhh+LcK2w"
                            + "yQkdgcMv11l4KoBkcwIDAQAB")
    void the_rsa_example_of_the_wiki_passes(String publicKey) {
        String settings =
                "\"consumer_key\": \"dpf43f3p2l4k3l03\", \"signature_method\": \"RSA-SHA1\", \"public_key\": \""
                        + publicKey + "\"";
        String signature =
                "jvTp/wX1TYtByB1m+Pbyo0lnCOLIsyGCH7wke8AUs3BpnwZJtAuEJkvQL2/9n4s5wUmUl4aCI4BwpraNx4RtEXMe5qg5T1LV"
                        + "TGliMRpKasKsW//e+RinhejgCuzoH26dyF8iY2ZZ/5D1ilgeijhV/vBka5twt399mXwaYdCwFYE=";
        TestRequest photo = request(
                        "GET", "http", "photos.example.net", "/photos?file=vacaction.jpg&size=original", 1_196_666_512)
                .header("Authorization", """
                        OAuth oauth_consumer_key="dpf43f3p2l4k3l03", oauth_signature_method="RSA-SHA1", \
                        oauth_timestamp="1196666512", oauth_nonce="13917289812797014437", oauth_version="1.0", \
                        oauth_signature="%s\"""".formatted(OAuthSender.encode(signature)));
        guard(settings).acceptance(photo);
        guard(settings).refusal(photo.target("/photos?file=vacation.jpg&size=original"));
        for (TestRequest mutation : photo.headerMutations("Authorization")) {
            guard(settings).refusal(mutation);
        }
    }
}
