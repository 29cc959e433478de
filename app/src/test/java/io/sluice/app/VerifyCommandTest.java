package io.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.config.QuarantineBounds;
import io.sluice.core.disk.FileDisk;
import io.sluice.core.event.EventId;
import io.sluice.core.event.EventIds;
import io.sluice.gateway.diagnosis.RequestText;
import io.sluice.gateway.quarantine.Quarantine;
import io.sluice.gateway.quarantine.QuarantineFiles;
import io.sluice.gateway.quarantine.QuarantineFolder;
import io.sluice.gateway.quarantine.QuarantineObserver;
import io.sluice.gateway.quarantine.QuarantinedRequest;
import io.sluice.gateway.recorded.RecordedRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code sluice verify} as a user meets it. */
class VerifyCommandTest {
    private static final InstantSource NOW = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
    private static final String SECRET = "hunter2-hunter2";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path request;

    @BeforeEach
    void signed() throws IOException {
        request = Files.write(folder.resolve("request.txt"), signed("{\"id\":\"evt_1\"}"));
        webhooks("""
                {"orders": {"module": "log", "provider": {"name": "stripe", "secret": ["other", "%s"]},
                            "rate_limit": {"max_requests": 1}},
                 "open": {"module": "log"},
                 "blocked": {"module": "log", "ip_whitelist": ["192.0.2.0/24"], "authorization": "Bearer %s"}}
                """.formatted(SECRET, SECRET));
    }

    private void webhooks(String json) throws IOException {
        Files.writeString(folder.resolve("webhooks.json"), json);
    }

    private static byte[] signed(String body) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        CommandLine sign = new CommandLine(new SignCommand(new ByteArrayInputStream(new byte[0]), printed, NOW));
        int exit = Main.run(
                sign, Map.of(), "--provider", "stripe", "--secret", SECRET, "--data", body, "--format", "http");
        assertThat(exit).isZero();
        return printed.toByteArray();
    }

    private int verify(String webhook, String... further) {
        return verify(new byte[0], webhook, request.toString(), further);
    }

    private int verify(byte[] standardInput, String webhook, String file, String... further) {
        CommandLine command = new CommandLine(new VerifyCommand(new ByteArrayInputStream(standardInput), NOW));
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        List<String> arguments = new ArrayList<>(List.of(
                "--webhook",
                webhook,
                "--request",
                file,
                "--webhooks",
                folder.resolve("webhooks.json").toString(),
                "--connections",
                folder.resolve("absent.json").toString()));
        arguments.addAll(List.of(further));
        int exit = Main.run(command, Map.of(), arguments.toArray(String[]::new));
        assertThat(out.toString() + err).doesNotContain(SECRET);
        return exit;
    }

    @Test
    void a_request_that_is_right_passes_with_each_check_accounted_for() {
        assertThat(verify("orders")).isZero();

        assertThat(out.toString())
                .contains("provider passes it")
                .contains("the header Stripe-Signature holds a signature in hex, 32 bytes, as expected")
                .contains("says that it was sent at 2026-03-01T12:00:00Z, within the tolerance of 300 s")
                .contains("secret 0 counts; secret 1 counts")
                .contains("signed is a text of 25 bytes: 1772366400.{\"id\":\"evt_1\"}")
                .contains("secret 1 of provider matched")
                .contains("data_type passes it")
                .contains("It passes.")
                .doesNotContain("rate_limit");
    }

    @Test
    void it_can_be_asked_again_and_again() {
        assertThat(verify("orders")).isZero();
        assertThat(verify("orders")).isZero();
    }

    @Test
    void a_mistake_is_named_with_its_cure() throws IOException {
        Path body = Files.writeString(folder.resolve("body.json"), "{\"id\":\"evt_1\"}\n");

        assertThat(verify("orders", "--body", body.toString())).isEqualTo(ExitCode.FAILED);

        assertThat(out.toString())
                .contains("provider REFUSES it")
                .contains("because    the signature is not that of the request")
                .contains("{\"id\":\"evt_1\"}\\n")
                .contains("mistake    the body has a line's end behind it that was not signed")
                .contains("cure ")
                .contains("It does not pass.")
                .doesNotContain("data_type");
    }

    @Test
    void neither_the_secret_nor_the_right_signature_is_printed() throws IOException {
        String right = new String(signed("{\"id\":\"evt_2\"}"), StandardCharsets.ISO_8859_1)
                .replaceFirst("(?s).*v1=([0-9a-f]{64}).*", "$1");
        Path body = Files.writeString(folder.resolve("body.json"), "{\"id\":\"evt_2\"}");

        assertThat(verify("orders", "--body", body.toString())).isEqualTo(ExitCode.FAILED);

        assertThat(right).hasSize(64);
        assertThat(out.toString()).doesNotContain(right).doesNotContain(right.substring(0, 16));
    }

    @Test
    void a_request_of_yesterday_is_told_from_a_wrong_one() {
        assertThat(verify("orders", "--at", "2026-03-02T12:00:00Z")).isEqualTo(ExitCode.FAILED);

        assertThat(out.toString())
                .contains("86400 s old")
                .contains("nothing but the time is wrong")
                .contains("--at 2026-03-01T12:00:00Z");
    }

    @Test
    void another_secret_gets_a_hint_and_no_mistake() throws IOException {
        webhooks("{\"orders\": {\"module\": \"log\", \"provider\": {\"name\": \"stripe\", \"secret\": \"another\"}}}");

        assertThat(verify("orders")).isEqualTo(ExitCode.FAILED);

        assertThat(out.toString()).contains("test instead of live").doesNotContain("mistake    ");
    }

    @Test
    void the_first_check_that_refuses_is_the_last_that_is_told() {
        assertThat(verify("blocked", "--peer", "198.51.100.7")).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("ip_whitelist REFUSES it").doesNotContain("authorization");

        assertThat(verify("blocked", "--peer", "192.0.2.7")).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("ip_whitelist passes it", "authorization REFUSES it");
    }

    @Test
    void a_webhook_without_a_guard_says_so() {
        assertThat(verify("open")).isZero();
        assertThat(out.toString()).contains("anybody can");
    }

    @Test
    void a_request_can_come_from_the_standard_input() throws IOException {
        assertThat(verify(Files.readAllBytes(request), "orders", "-")).isZero();
    }

    @Test
    void a_request_of_the_quarantine_is_judged_as_of_its_arrival() throws IOException {
        EventId id = new EventIds(NOW, new SplittableRandom(1)).next();
        RequestText text = RequestText.parse(Files.readAllBytes(request));
        RecordedRequest arrived = new RecordedRequest(
                "orders",
                "",
                text.method(),
                text.target(),
                false,
                text.headers(),
                "192.0.2.1",
                List.of(),
                text.body(),
                ChronoUnit.MICROS.between(Instant.EPOCH, NOW.instant()));
        QuarantineFolder kept = QuarantineFolder.open(
                new QuarantineFiles(folder.resolve("quarantine"), new FileDisk()),
                _ -> QuarantineBounds.DEFAULT,
                1L << 20,
                QuarantineObserver.NONE);
        try (Quarantine quarantine = Quarantine.start(kept, QuarantineObserver.NONE, InstantSource.system())) {
            quarantine.offer(new QuarantinedRequest(id, arrived, "provider", 401, "no"));
        }

        CommandLine command = new CommandLine(new VerifyCommand(
                new ByteArrayInputStream(new byte[0]), InstantSource.fixed(Instant.parse("2027-01-01T00:00:00Z"))));
        command.setOut(new PrintWriter(out, true));
        int exit = Main.run(
                command,
                Map.of(),
                "--quarantined",
                id.toString(),
                "--data",
                folder.toString(),
                "--webhooks",
                folder.resolve("webhooks.json").toString(),
                "--connections",
                folder.resolve("absent.json").toString());

        assertThat(exit).isZero();
        assertThat(out.toString()).contains("judged at 2026-03-01T12:00:00Z", "from 192.0.2.1", "quarantine");
    }

    @Test
    void a_request_must_come_from_one_place() {
        assertThat(verify("orders", "--quarantined", "01890a5d-ac96-774b-bcce-b302099a8057"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--request FILE or --quarantined ID");
    }

    @Test
    void the_url_can_be_given() {
        assertThat(verify("orders", "--url", "https://hooks.example.com/webhook/orders"))
                .isZero();
        assertThat(out.toString()).contains("POST https://hooks.example.com/webhook/orders");
    }

    @Test
    void wrong_usage_is_answered_with_the_cure() throws IOException {
        assertThat(verify("order")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("no webhook order", "did you mean \"orders\"");

        assertThat(verify(new byte[0], "orders", folder.resolve("absent.txt").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("absent.txt");

        Path other = Files.writeString(folder.resolve("other.txt"), "{}");
        assertThat(verify(new byte[0], "orders", other.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("line 1");

        assertThat(verify("orders", "--at", "yesterday")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("2026-01-31T12:00:00Z");
    }

    @Test
    void a_configuration_that_is_wrong_is_refused() throws IOException {
        webhooks("{\"orders\": {\"module\": \"log\", \"hmac\": {}}}");

        assertThat(verify("orders")).isEqualTo(ExitCode.CONFIGURATION);
    }

    @Test
    void a_certificate_is_not_guessed_at_and_no_port_with_tls_is_needed_to_say_so() throws IOException {
        webhooks("{\"orders\": {\"module\": \"log\", \"mtls\": {\"subject\": \"CN=shop\"}}}");
        assertThat(verify("orders")).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString())
                .contains("a client certificate for CN=shop", "no connection to look at")
                .doesNotContain("hint", "mistake");
    }

    @Test
    void the_mistake_is_found_for_a_signature_that_is_verified_beside_the_event_loops_of_a_gateway() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(keys.getPrivate());
        signature.update("{\"id\":1}".getBytes(StandardCharsets.UTF_8));
        String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        webhooks("{\"orders\": {\"module\": \"log\", \"signature\": {\"public_key\": \"" + key + "\"}}}");
        Files.writeString(
                request,
                "POST /webhook/orders HTTP/1.1\r\nHost: x\r\nX-Signature: "
                        + Base64.getEncoder().encodeToString(signature.sign())
                        + "\r\nContent-Length: 9\r\n\r\n{\"id\":1}\n");
        assertThat(verify("orders")).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("mistake", "cure");
    }
}
