package io.sluice.gateway.guard.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.event.Header;
import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.guard.TestRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What senders ask that prove nothing of themselves. */
final class HandshakeTest {
    private static final TestRequest EVENT = TestRequest.post("{}");

    private static Configured.Read read(String handshake) {
        return Configured.read(new HandshakeFactory(Standing.around()), "{\"handshake\": " + handshake + "}");
    }

    private static Configured configured(String handshake) {
        return Configured.from(new HandshakeFactory(Standing.around()), "{\"handshake\": " + handshake + "}");
    }

    private static TestRequest get(String query) {
        return TestRequest.post("").method("GET").target("/webhook/orders?" + query);
    }

    private static Verdict.Answered answer(Configured guard, TestRequest request) {
        Verdict verdict = guard.judge(request);
        assertThat(verdict).as(request.toString()).isInstanceOf(Verdict.Answered.class);
        return (Verdict.Answered) verdict;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"dropbox\"", "\"microsoft_graph\"", "\"okta\"", "\"woocommerce\"", "\"cloudevents\""})
    void what_is_no_question_goes_on_to_the_other_guards(String handshake) {
        configured(handshake).acceptance(EVENT);
        configured(handshake).acceptance(get("").target("/webhook/orders"));
    }

    @Test
    void dropbox_gets_its_challenge_as_text() {
        Verdict.Answered answered = answer(configured("\"dropbox\""), get("challenge=a%2Bb-_1"));
        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.body()).isEqualTo("a+b-_1");
        assertThat(answered.headers()).containsExactly(new Header("Content-Type", "text/plain; charset=utf-8"));
        configured("\"dropbox\"").acceptance(EVENT.target("/webhook/orders?challenge=x"));
    }

    @Test
    void microsoft_gets_its_token_decoded_and_without_anything_that_html_knows() {
        Configured guard = configured("\"microsoft_graph\"");
        assertThat(answer(guard, EVENT.target("/webhook/orders?validationToken=Validation%3A+Request-Id%3A%201%2F2"))
                        .body())
                .isEqualTo("Validation: Request-Id: 1/2");
        assertThat(answer(guard, EVENT.target("/webhook/orders?validationToken=%3Cscript%3E%26%22%27"))
                        .body())
                .isEqualTo("&lt;script&gt;&amp;&quot;&#39;");
    }

    @Test
    void a_challenge_that_is_repeated_empty_or_malformed_is_none_and_a_long_one_is_refused() {
        Configured guard = configured("\"dropbox\"");
        guard.acceptance(get("challenge=a&challenge=b"));
        guard.acceptance(get("challenge="));
        guard.acceptance(get("challenge=%"));
        assertThat(guard.refusal(get("challenge=" + "a".repeat(1_025))).status())
                .isEqualTo(400);
    }

    @Test
    void okta_gets_its_challenge_as_json() {
        TestRequest question = get("").header("X-Okta-Verification-Challenge", "aé\"<1\\");
        assertThat(answer(configured("\"okta\""), question).body())
                .isEqualTo("{\"verification\":\"a\\u00c3\\u00a9\\u0022\\u003c1\\u005c\"}");
    }

    @Test
    void meta_gets_its_challenge_for_the_right_token_only() {
        Configured guard = configured("{\"name\": \"meta\", \"verify_token\": [\"new one\", \"old one\"]}");
        String question = "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=";
        assertThat(answer(guard, get(question + "old%20one")).body()).isEqualTo("1158201444");
        Verdict.Reject refusal = guard.refusal(get(question + "meatyhamhock"));
        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.cause() + refusal.detail()).doesNotContain("old one");
        assertThat(guard.refusal(get("hub.mode=subscribe&hub.challenge=1")).status())
                .isEqualTo(403);
        guard.acceptance(get("hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=old+one"));
        assertThat(guard.plan().describe() + guard.guard()).doesNotContain("old one");
    }

    @Test
    void meta_without_a_token_is_a_problem() {
        assertThat(read("\"meta\"").errors()).singleElement().asString().contains("verify_token");
    }

    /** Made with openssl: {@code printf %s challenge_string | openssl dgst -sha256 -hmac consumer -binary | base64}. */
    @Test
    void x_gets_the_hmac_of_its_challenge() {
        Configured guard = configured("{\"name\": \"x\", \"secret\": \"consumer\"}");
        assertThat(answer(guard, get("crc_token=challenge_string")).body())
                .isEqualTo("{\"response_token\":\"sha256=eVCiy88Y5uz+6uBjQU3UFAARMBRB4rhPoSudtGlt0mE=\"}");
    }

    /** The same secret signs events: the HMAC of one would let it in. */
    @ParameterizedTest
    @ValueSource(strings = {"%7B%22a%22%3A1%7D", "%5B%5D", "123", "-1", "1e5", "true", "null", "%22a%22", "a%0A"})
    void x_gets_no_hmac_of_what_could_be_an_event(String token) {
        configured("{\"name\": \"x\", \"secret\": \"consumer\"}").acceptance(get("crc_token=" + token));
    }

    @Test
    void the_first_secret_that_counts_answers_x() {
        Configured guard = configured(
                "{\"name\": \"x\", \"secret\": [{\"value\": \"over\", \"not_after\": \"2020-01-01T00:00:00Z\"}, \"consumer\"]}");
        assertThat(answer(guard, get("crc_token=challenge_string")).body())
                .contains("eVCiy88Y5uz+6uBjQU3UFAARMBRB4rhPoSudtGlt0mE=");
    }

    @Test
    void a_ping_of_a_shop_is_answered_and_a_signed_event_is_not() {
        Configured guard = configured("\"woocommerce\"");
        assertThat(answer(guard, TestRequest.post("webhook_id=7")).status()).isEqualTo(200);
        guard.acceptance(TestRequest.post("webhook_id=7&a=1"));
        guard.acceptance(TestRequest.post("webhook_id=7").header("X-WC-Webhook-Signature", "c2ln"));
    }

    @Test
    void the_origin_of_cloud_events_is_allowed_with_any_rate() {
        TestRequest question =
                EVENT.method("OPTIONS").body("").header("WebHook-Request-Origin", "eventemitter.example.com");
        assertThat(answer(configured("\"cloudevents\""), question).headers())
                .contains(
                        new Header("WebHook-Allowed-Origin", "eventemitter.example.com"),
                        new Header("WebHook-Allowed-Rate", "*"),
                        new Header("Allow", "POST, OPTIONS"));
    }

    @Test
    void an_origin_that_is_not_configured_or_no_name_is_refused() {
        Configured guard =
                configured("{\"name\": \"cloudevents\", \"origins\": [\"EventGrid.azure.net\"], \"rate\": 120}");
        TestRequest question = EVENT.method("OPTIONS").body("");
        assertThat(answer(guard, question.header("WebHook-Request-Origin", "eventgrid.azure.net"))
                        .headers())
                .contains(new Header("WebHook-Allowed-Rate", "120"));
        assertThat(guard.refusal(question.header("WebHook-Request-Origin", "evil.example"))
                        .status())
                .isEqualTo(403);
        assertThat(configured("\"cloudevents\"")
                        .refusal(question.header("WebHook-Request-Origin", "a b"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void several_can_stand_in_a_list_and_their_methods_are_asked_for() {
        Configured guard = configured("[\"dropbox\", \"cloudevents\"]");
        assertThat(guard.plan().methods()).containsExactlyInAnyOrder("GET", "OPTIONS");
        assertThat(guard.plan().describe())
                .isEqualTo("answers the handshake of dropbox, cloudevents, lets in everything else");
        answer(guard, get("challenge=1"));
    }

    @Test
    void an_unknown_one_is_a_problem_that_names_the_nearest() {
        assertThat(read("\"cloudevent\"").errors())
                .singleElement()
                .asString()
                .contains("there is no handshake \"cloudevent\"", "did you mean \"cloudevents\"?");
        assertThat(read("{\"name\": \"cloudevents\", \"origin\": \"a\"}").errors())
                .singleElement()
                .asString()
                .contains("unknown key", "did you mean \"origins\"?");
        assertThat(read("[]").errors()).singleElement().asString().contains("there is no handshake");
    }

    @Test
    void one_that_must_be_signed_is_a_problem_that_names_the_provider() {
        for (String name : List.of("slack", "zoom")) {
            assertThat(read("\"" + name + "\"").errors())
                    .singleElement()
                    .asString()
                    .contains("only when it is signed", "\"provider\": {\"name\": \"" + name + "\"");
        }
    }
}
