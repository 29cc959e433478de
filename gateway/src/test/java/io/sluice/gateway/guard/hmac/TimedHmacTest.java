package io.sluice.gateway.guard.hmac;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.gateway.guard.Configured;
import io.sluice.gateway.guard.GuardContract;
import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.around.Surroundings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** A body with a timestamp and more, signed as Slack and others do. */
final class TimedHmacTest extends GuardContract {
    private static final String SECRET = "s3cr3t";
    private static final long SECONDS = NOW.getEpochSecond();
    private static final String BODY = "{\"a\":1}";

    @Override
    protected GuardFactory factory(Surroundings around) {
        return new HmacFactory(around);
    }

    @Override
    protected String settings() {
        return settings("\"" + SECRET + "\"");
    }

    @Override
    protected String rotated() {
        return settings("[\"older\", \"" + SECRET + "\"]");
    }

    private static String settings(String secret) {
        return """
                {"hmac": {"secret": %s, "header": "X-Sig", "prefix": "v0=", "timestamp_header": "X-Time", "id_header": "X-Id",
                  "signed": "{id}:{timestamp}:{url}:{header:X-More}:{body}"}}""".formatted(secret);
    }

    @Override
    protected List<String> secrets() {
        return List.of(SECRET);
    }

    @Override
    protected boolean takesOnce() {
        return true;
    }

    private static TestRequest at(String timestamp) {
        TestRequest request = TestRequest.post(BODY)
                .target("/webhook/orders?a=1")
                .header("X-Time", timestamp)
                .header("X-Id", "evt_1")
                .header("X-More", "mörè");
        String signed = "evt_1:" + timestamp + ":https://hooks.example.com/webhook/orders?a=1:mörè:" + BODY;
        return request.header("X-Sig", "v0=" + hmac(SECRET, signed));
    }

    private static String hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected TestRequest right() {
        return at(Long.toString(SECONDS));
    }

    @Override
    protected Map<String, TestRequest> wrong() {
        return Map.of(
                "no signature", right().without("X-Sig"),
                "no timestamp", right().without("X-Time"),
                "no id", right().without("X-Id"),
                "expired", at(Long.toString(SECONDS - 301)),
                "from the future", at(Long.toString(SECONDS + 301)),
                "no time", at("yesterday"),
                "repeated timestamp", right().repeated("X-Time"),
                "repeated signed header", right().repeated("X-More"),
                "sent elsewhere", right().calling("https", "other.example.com"),
                "sent in clear text", right().calling("http", "hooks.example.com"));
    }

    @Override
    protected Stream<TestRequest> mutations() {
        return Stream.of(
                        right().bodyMutations(),
                        right().headerMutations("X-Sig"),
                        right().headerMutations("X-Time"),
                        right().headerMutations("X-Id"),
                        right().headerMutations("X-More"),
                        right().targetMutations())
                .flatMap(List::stream);
    }

    @Test
    void a_timestamp_at_the_edge_of_the_tolerance_passes_in_seconds_milliseconds_and_rfc_3339() {
        Configured guard = Configured.from(factory(clock.surroundings()), settings());
        guard.acceptance(at(Long.toString(SECONDS - 300)));
        guard.acceptance(at((SECONDS + 300) + "000"));
        guard.acceptance(at(NOW.minusSeconds(299).toString()));
    }

    @Test
    void replay_protection_can_be_switched_off() {
        Configured guard = Configured.from(
                factory(clock.surroundings()),
                settings().replace("\"header\":", "\"replay_protection\": false, \"header\":"));
        guard.acceptance(right());
        guard.acceptance(right());
    }

    /** https://docs.slack.dev/authentication/verifying-requests-from-slack, the example that it walks through. */
    @Test
    void slacks_example_passes() {
        String body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        Configured guard = Configured.from(factory(clock.surroundings()), """
                {"hmac": {"secret": "8f742231b10e8888abcd99yyyzzz85a5", "header": "X-Slack-Signature", "prefix": "v0=",
                  "timestamp_header": "X-Slack-Request-Timestamp", "signed": "v0:{timestamp}:{body}"}}""");
        TestRequest request = TestRequest.post(body)
                .header("X-Slack-Request-Timestamp", "1531420618")
                .header("X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
        guard.acceptance(request.at(Instant.ofEpochSecond(1_531_420_618)));
        assertThat(guard.refusal(request).cause()).contains("s old");
    }
}
