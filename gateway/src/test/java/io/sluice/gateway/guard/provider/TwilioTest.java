package io.sluice.gateway.guard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Twilio's own tests say of ports: https://github.com/twilio/twilio-node/blob/main/spec/validation.spec.js */
final class TwilioTest {
    private static final String FORM =
            "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234" + "&From=%2B14158675309&To=%2B18005551212";
    private static final Configured GUARD =
            Catalogue.configured(Standing.around(), new Twilio(), "\"12345\"", Map.of());

    private static TestRequest request(String scheme, String authority, String signature) {
        return TestRequest.post(FORM)
                .target("/myapp.php?foo=1&bar=2")
                .calling(scheme, authority)
                .header("X-Twilio-Signature", signature);
    }

    @ParameterizedTest
    @CsvSource({
        "https, mycompany.com, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "https, mycompany.com:1234, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "http, mycompany.com:1234, Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
        "https, mycompany.com, kvajT1Ptam85bY51eRf/AJRuM3w=",
        "http, mycompany.com, 0ZXoZLH/DfblKGATFgpif+LLRf4="
    })
    void a_url_may_be_signed_with_its_port_without_one_and_with_that_of_its_scheme(
            String scheme, String authority, String signature) {
        GUARD.acceptance(request(scheme, authority, signature));
    }

    @Test
    void another_host_scheme_or_path_is_refused() {
        String signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
        TestRequest right = request("https", "mycompany.com", signature);
        GUARD.refusal(right.calling("https", "mycompany.org"));
        GUARD.refusal(right.calling("http", "mycompany.com"));
        right.targetMutations().forEach(GUARD::refusal);
    }

    @Test
    void json_without_its_hash_in_the_url_is_refused() {
        TestRequest json = TestRequest.post("{\"property\": \"value\", \"boolean\": true}")
                .target("/myapp.php?foo=1&bar=2")
                .calling("https", "mycompany.com")
                .header("X-Twilio-Signature", "a9nBmqA0ju/hNViExpshrM61xv4=");
        GUARD.refusal(json);
        assertThat(GUARD.refusal(json.target("/myapp.php?foo=1&bar=2&bodySHA256=00"))
                        .cause())
                .contains("not the hash of the body");
    }

    @Test
    void a_body_that_is_no_form_is_refused() {
        assertThat(GUARD.refusal(TestRequest.post("a=%zz").header("X-Twilio-Signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8="))
                        .cause())
                .contains("no form");
    }
}
