package io.sluice.gateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.config.Webhook;
import io.sluice.core.event.Header;
import io.sluice.core.net.AddressRanges;
import io.sluice.core.plugin.GuardFactory.Phase;
import io.sluice.gateway.RunningGateway;
import io.sluice.gateway.coding.Compressed;
import io.sluice.gateway.guard.Guards;
import io.sluice.gateway.guard.Standing;
import io.sluice.gateway.options.GatewayOptions;
import io.sluice.gateway.recorded.RecordedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recorded request gets to hear when it is judged later. */
class ExaminationTest {
    private static final Instant ARRIVAL = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SIGNED = """
            {"data_type": "json", "module": "log",
             "hmac": {"secret": "the-secret", "header": "X-Signature", "timestamp_header": "X-Time",
                      "signed": "{timestamp}.{body}", "tolerance": 300}%s}""";

    private final Standing standing = new Standing(ARRIVAL.plus(Duration.ofDays(30)));

    @TempDir
    private Path folder;

    @Test
    void judgesASignatureByTheTimeOfArrivalHoweverLongAgo() throws Exception {
        Examination.Findings found = examine(SIGNED.formatted(""), signed("{}", "the-secret", ARRIVAL));

        assertThat(found.passed()).isTrue();
        assertThat(found.failure()).isEmpty();
        assertThat(found.steps()).extracting(Examination.Step::guard).containsExactly("hmac", "data_type");
        assertThat(found.steps()).allMatch(Examination.Step::passed);
        assertThat(found.steps().getFirst().description()).contains("X-Signature");
    }

    @Test
    void judgesASecretsTermByTheTimeOfArrival() throws Exception {
        String terms = """
                {"data_type": "json", "module": "log", "header_auth": {"header_name": "X-Key", "api_key": [
                  {"value": "old", "not_after": "2026-03-02T00:00:00Z"},
                  {"value": "new", "not_before": "2026-03-02T00:00:00Z"}]}}""";

        assertThat(examine(terms, post("{}", new Header("X-Key", "old"))).passed())
                .isTrue();
        assertThat(examine(terms, post("{}", new Header("X-Key", "new"))).passed())
                .isFalse();
    }

    @Test
    void saysWhichCheckFailedAndWhyAsTheOperatorsLogDoes() throws Exception {
        Examination.Findings found = examine(SIGNED.formatted(""), signed("{}", "another", ARRIVAL));

        Examination.Step failed = found.failure().orElseThrow();
        assertThat(found.passed()).isFalse();
        assertThat(failed.guard()).isEqualTo("hmac");
        assertThat(failed.phase()).isEqualTo(Phase.IDENTITY);
        assertThat(failed.status()).isEqualTo(401);
        assertThat(failed.cause())
                .startsWith("the signature is not that of the body")
                .doesNotContain("the-secret");
    }

    @Test
    void asksNothingBehindTheCheckThatFailed() throws Exception {
        String limited = SIGNED.formatted(", \"rate_limit\": {\"max_requests\": 1, \"window_seconds\": 60}");

        assertThat(examine(limited, signed("no json", "another", ARRIVAL)).steps())
                .extracting(Examination.Step::guard)
                .containsExactly("hmac");
    }

    @Test
    void leavesOutThePhasesThatAreNotAskedFor() throws Exception {
        String limited = SIGNED.formatted(", \"rate_limit\": {\"max_requests\": 1, \"window_seconds\": 60}");

        Examination.Findings found =
                examination(limited).examine(signed("{}", "the-secret", ARRIVAL), Set.of(Phase.IDENTITY));

        assertThat(found.steps()).extracting(Examination.Step::guard).containsExactly("hmac", "data_type");
    }

    @Test
    void leavesNoTraceWhenWhatWasTakenIsGivenBack() throws Exception {
        Examination examination =
                examination(SIGNED.formatted(", \"rate_limit\": {\"max_requests\": 1, \"window_seconds\": 60}"));
        RecordedRequest request = signed("{}", "the-secret", ARRIVAL);

        for (int i = 0; i < 3; i++) {
            Examination.Findings found = examination.examine(request, Examination.ALL);
            assertThat(found.passed()).isTrue();
            assertThat(found.taken()).hasSize(2);
            found.giveBack();
        }
    }

    @Test
    void takesItOnceWhenWhatWasTakenIsKept() throws Exception {
        Examination examination = examination(SIGNED.formatted(""));
        RecordedRequest request = signed("{}", "the-secret", ARRIVAL);

        examination.examine(request, Examination.ALL).keep("an-event");

        Examination.Findings again = examination.examine(request, Examination.ALL);
        assertThat(again.failure().orElseThrow().cause()).contains("replay");
    }

    @Test
    void givesTheBodyAndTheHeadersOfTheEvent() throws Exception {
        byte[] coded = Compressed.gzip("{\"a\":1}".getBytes(StandardCharsets.UTF_8));

        Examination.Content content = examine(
                        "{\"module\": \"log\"}",
                        post(
                                coded,
                                new Header("Content-Encoding", "gzip"),
                                new Header("Content-Length", Integer.toString(coded.length))))
                .content()
                .orElseThrow();

        assertThat(content.body()).asString().isEqualTo("{\"a\":1}");
        assertThat(content.headers()).containsExactly(new Header("Content-Length", "7"));
        assertThat(content.source()).isEqualTo("192.0.2.1");
    }

    @Test
    void takesTheSenderFromATrustedProxy() throws Exception {
        String webhook = """
                {"module": "log", "trusted_proxies": ["192.0.2.1"], "ip_whitelist": ["203.0.113.7"]}""";

        Examination.Findings found = examine(webhook, post("{}", new Header("X-Forwarded-For", "203.0.113.7")));

        assertThat(found.content().orElseThrow().source()).isEqualTo("203.0.113.7");
    }

    @Test
    void refusesABodyThatIsNoJson() throws Exception {
        Examination.Step failed =
                examine("{\"module\": \"log\"}", post("{\"a\":")).failure().orElseThrow();

        assertThat(failed.guard()).isEqualTo(Examination.BODY);
        assertThat(failed.status()).isEqualTo(400);
        assertThat(failed.cause()).contains("JSON");
    }

    @Test
    void makesNoEventOfAnotherMethod() throws Exception {
        RecordedRequest get = new RecordedRequest(
                "orders",
                "",
                "GET",
                "/webhook/orders",
                false,
                List.of(),
                "192.0.2.1",
                List.of(),
                new byte[0],
                micros(ARRIVAL));

        assertThat(examine("{\"module\": \"log\"}", get).failure().orElseThrow().status())
                .isEqualTo(405);
    }

    private Examination.Findings examine(String webhook, RecordedRequest request) throws Exception {
        return examination(webhook).examine(request, Examination.ALL);
    }

    private Examination examination(String webhook) throws IOException {
        Webhook orders = RunningGateway.webhooks(
                        folder, "{\"orders\": " + webhook + "}", Map.of(), Guards.all(standing.surroundings()))
                .get("orders");
        return Examination.of(
                orders,
                AddressRanges.NONE,
                GatewayOptions.fromEnvironment(Map.of()).limits());
    }

    private static RecordedRequest signed(String body, String secret, Instant time) throws GeneralSecurityException {
        String seconds = Long.toString(time.getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
        return post(
                body,
                new Header("X-Time", seconds),
                new Header("X-Signature", HexFormat.of().formatHex(signature)));
    }

    private static RecordedRequest post(String body, Header... headers) {
        return post(body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private static RecordedRequest post(byte[] body, Header... headers) {
        List<Header> all = new ArrayList<>(List.of(headers));
        return new RecordedRequest(
                "orders", "", "POST", "/webhook/orders?a=1", true, all, "192.0.2.1", List.of(), body, micros(ARRIVAL));
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000;
    }
}
