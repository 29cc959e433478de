package io.sluice.gateway.guard.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.secret.Secret;
import io.sluice.gateway.guard.secret.Secrets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Zoom's question, which is asked only of requests that are signed. */
final class ZoomChallengeTest {
    private final ZoomChallenge challenge =
            new ZoomChallenge(SecretInUse.of(new Secrets(List.of(new Secret("0", "z00m", Instant.MIN, Instant.MAX)))));

    /** Made with openssl: {@code printf %s qgg8vlvZRS6UYooatFL8Aw | openssl dgst -sha256 -hmac z00m}. */
    @Test
    void the_token_is_answered_with_its_hmac() {
        TestRequest question = TestRequest.post(
                "{\"event_ts\": 1654503849680, \"event\": \"endpoint.url_validation\", \"payload\": {\"plainToken\": \"qgg8vlvZRS6UYooatFL8Aw\"}}");
        assertThat(challenge.proven(question).orElseThrow().join())
                .isInstanceOfSatisfying(
                        Verdict.Answered.class,
                        answered -> assertThat(answered.body())
                                .isEqualTo(
                                        "{\"plainToken\":\"qgg8vlvZRS6UYooatFL8Aw\",\"encryptedToken\":\"3ec30946266a3f2384dc1268214c34a36b048dc8889384ab387563f8896d4aa7\"}"));
        assertThat(challenge.open(question)).isEmpty();
    }

    @Test
    void an_event_is_no_question() {
        assertThat(challenge.proven(TestRequest.post("{\"event\": \"meeting.started\", \"payload\": {}}")))
                .isEmpty();
        assertThat(challenge.proven(TestRequest.post("no json"))).isEmpty();
    }
}
