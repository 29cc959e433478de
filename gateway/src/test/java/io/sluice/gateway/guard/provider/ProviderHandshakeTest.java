package io.sluice.gateway.guard.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Questions of a provider, answered by its guard. */
final class ProviderHandshakeTest {
    private static final String QUESTION =
            "{\"token\":\"Jhj5dZrVaK7ZwHHjRyZWjbDl\",\"challenge\":\"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P\",\"type\":\"url_verification\"}";

    private static Configured slack() {
        return Configured.from(
                new ProviderFactory(Standing.around()),
                "{\"provider\": {\"name\": \"slack\", \"secret\": \"8f742231b10e8888abcd99yyyzzz85a5\"}}");
    }

    private static TestRequest signed(String body, String secret) {
        UnsentRequest unsent =
                UnsentRequest.post("https://hooks.example.com/webhook/orders", body.getBytes(StandardCharsets.UTF_8));
        return Catalogue.arrived(
                Providers.named("slack").orElseThrow().sign(unsent, secret, Map.of(), GuardContract.NOW),
                GuardContract.NOW);
    }

    @Test
    void slack_gets_its_challenge_when_it_is_signed() {
        Verdict verdict = slack().judge(signed(QUESTION, "8f742231b10e8888abcd99yyyzzz85a5"));
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Answered.class, answered -> {
            assertThat(answered.status()).isEqualTo(200);
            assertThat(answered.body()).isEqualTo("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P");
        });
    }

    @Test
    void a_challenge_that_is_not_signed_or_with_another_secret_or_old_gets_nothing() {
        slack().refusal(TestRequest.post(QUESTION));
        slack().refusal(signed(QUESTION, "another"));
        slack().refusal(signed(QUESTION, "8f742231b10e8888abcd99yyyzzz85a5").at(GuardContract.NOW.plusSeconds(301)));
    }

    @Test
    void a_signed_event_is_no_question() {
        slack().acceptance(signed(
                "{\"type\":\"event_callback\",\"challenge\":\"a\"}", "8f742231b10e8888abcd99yyyzzz85a5"));
    }

    @Test
    void okta_asks_with_a_get_and_an_event_without_the_secret_is_refused() {
        Configured guard = Configured.from(
                new ProviderFactory(Standing.around()), "{\"provider\": {\"name\": \"okta\", \"secret\": \"k3y\"}}");
        TestRequest question = TestRequest.post("").method("GET").header("X-Okta-Verification-Challenge", "abc");
        assertThat(guard.plan().methods()).containsExactly("GET");
        assertThat(guard.judge(question))
                .isInstanceOfSatisfying(
                        Verdict.Answered.class,
                        answered -> assertThat(answered.body()).isEqualTo("{\"verification\":\"abc\"}"));
        guard.refusal(TestRequest.post("{}").header("X-Okta-Verification-Challenge", "abc"));
    }
}
