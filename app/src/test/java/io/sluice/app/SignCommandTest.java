package io.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code sluice sign} as a user meets it. */
class SignCommandTest {
    private static final InstantSource NOW = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int sign(String... arguments) {
        return signFrom("", arguments);
    }

    private int signFrom(String standardInput, String... arguments) {
        CommandLine command = new CommandLine(new SignCommand(
                new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)), printed, NOW));
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return Main.run(command, Map.of(), arguments);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void it_prints_the_header_that_github_documents_for_its_example() throws IOException {
        // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation
        int exit = sign(
                "--provider",
                "github",
                "--secret-file",
                file("secret", "It's a Secret to Everybody\n"),
                "--data",
                "Hello, World!");

        assertThat(exit).isZero();
        assertThat(printed())
                .isEqualTo(
                        "X-Hub-Signature-256: sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17\n");
    }

    @Test
    void a_body_is_read_from_a_file_byte_for_byte() throws IOException {
        sign("--provider", "github", "--secret", "s", "--data", "@" + file("body", "{}\n"));
        String withNewline = printed();
        printed.reset();
        sign("--provider", "github", "--secret", "s", "--data", "{}");

        assertThat(withNewline).isNotEqualTo(printed());
    }

    @Test
    void a_body_or_a_secret_can_come_from_the_standard_input() throws IOException {
        assertThat(signFrom("{}", "--provider", "github", "--secret", "s", "--data", "@-"))
                .isZero();
        String fromInput = printed();
        printed.reset();
        assertThat(signFrom("s\n", "--provider", "github", "--secret-file", "-", "--data", "{}"))
                .isZero();

        assertThat(fromInput).isEqualTo(printed());
    }

    @Test
    void with_the_same_time_and_id_the_output_is_the_same() {
        String[] arguments = {
            "--provider",
            "svix",
            "--secret",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "--data",
            "{\"test\": 2432232314}",
            "--timestamp",
            "1614265330",
            "--id",
            "msg_p5jXN8AQM9LWM0D4loKWxJek"
        };

        assertThat(sign(arguments)).isZero();

        // The vector of https://github.com/svix/svix-webhooks/blob/main/go/webhook_test.go, TestWebhookSign.
        assertThat(printed())
                .contains("svix-timestamp: 1614265330")
                .contains("svix-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void a_secret_is_needed_from_one_place() {
        assertThat(sign("--provider", "github", "--data", "{}")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--secret-file", "--secret-env");
        assertThat(sign("--provider", "github", "--secret", "a", "--secret-env", "HOME", "--data", "{}"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("more than one secret");
    }

    @Test
    void a_secret_can_come_from_an_environment_variable() {
        assertThat(sign("--provider", "github", "--secret-env", "PATH", "--data", "{}"))
                .isZero();
        assertThat(sign("--provider", "github", "--secret-env", "NO_SUCH_VARIABLE", "--data", "{}"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("NO_SUCH_VARIABLE");
    }

    @Test
    void an_unknown_provider_is_answered_with_the_nearest_and_all() {
        assertThat(sign("--provider", "githup", "--secret", "s")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("did you mean github?", "stripe");
    }

    @Test
    void a_provider_or_a_method_must_be_named() {
        assertThat(sign("--secret", "s")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--provider", "--method", "github", "hmac");
    }

    @Test
    void it_sends_what_it_signed_and_prints_the_answer() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>("");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            seen.set(exchange.getRequestHeaders().getFirst("X-Hub-Signature-256") + " "
                    + new String(body, StandardCharsets.UTF_8));
            byte[] answer = "no".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body.length == 13 ? 200 : 401, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/webhook/orders";
        try {
            assertThat(sign(
                            "--provider",
                            "github",
                            "--secret",
                            "It's a Secret to Everybody",
                            "--data",
                            "Hello, World!",
                            "--to",
                            url))
                    .isZero();
            assertThat(seen.get())
                    .isEqualTo("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17 Hello, World!");
            assertThat(out.toString()).startsWith("200");
            assertThat(sign("--provider", "github", "--secret", "s", "--data", "{}", "--to", url))
                    .isEqualTo(ExitCode.FAILED);
            assertThat(out.toString()).contains("401");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void its_help_says_where_a_secret_should_come_from_and_shows_an_example() {
        assertThat(sign("--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("--secret-file", "list of processes", "Example: sluice sign --provider github");
    }
}
