package io.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.stack.FreePort;
import io.sluice.stack.Launcher;
import io.sluice.stack.ManagedProcess;
import io.sluice.stack.Probe;
import io.sluice.stack.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A sender whose secret is not ours yet, a gateway that is killed, and an operator who mends the configuration. */
class QuarantineIT {
    private static final Duration READY = Duration.ofSeconds(60);
    private static final int SENT = 20;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = FreePort.find();
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @Test
    void whatWasRefusedForAWrongSecretGetsInWhenItIsMendedWithItsFirstTimeAndOnceWhateverIsKilled() throws Exception {
        Path delivered = Files.createDirectory(folder.resolve("delivered"));
        configure("wrong", delivered);
        String listed;
        try (ManagedProcess gateway = start()) {
            for (int i = 0; i < SENT; i++) {
                assertThat(send("{\"order\": " + i + "}")).isEqualTo(401);
            }
            await(() -> list().size() == SENT);
            assertThat(quarantine("retry", "--all")).isEqualTo(ExitCode.FAILED);
            assertThat(out.toString()).contains("refused", "hmac: the signature is not that of the body");
            gateway.kill();
        }

        assertThat(quarantine("retry", "--all")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("no gateway is running", "sluice serve --data");
        listed = String.join("\n", list());
        assertThat(list()).hasSize(SENT);

        configure("right", delivered);
        try (ManagedProcess gateway = start()) {
            assertThat(quarantine("retry", "--webhook", "orders")).isEqualTo(ExitCode.OK);
            assertThat(err.toString()).contains(SENT + " let in");
            gateway.kill(); // at once: what was let in is on disk
        }
        try (ManagedProcess gateway = start()) {
            assertThat(list()).isEmpty();
            assertThat(quarantine("retry", "--all")).isEqualTo(ExitCode.OK);
            await(() -> files(delivered) == SENT);
            gateway.stop();
        }
        assertThat(idsAndTimes(journal())).hasSize(SENT).isEqualTo(idsAndTimes(listed));
    }

    @Test
    void deletedIsDeletedWithAGatewayAndWithoutOne() throws Exception {
        configure("wrong", Files.createDirectory(folder.resolve("delivered")));
        try (ManagedProcess gateway = start()) {
            send("{\"order\": 1}");
            send("{\"order\": 2}");
            await(() -> list().size() == 2);
            assertThat(quarantine("delete", id(list().getFirst()))).isEqualTo(ExitCode.OK);
            assertThat(list()).hasSize(1);
            assertThat(gateway.isAlive()).isTrue();
        }
        assertThat(quarantine("delete", "--webhook", "another")).isEqualTo(ExitCode.OK);
        assertThat(list()).hasSize(1);
        assertThat(quarantine("delete", "--all")).isEqualTo(ExitCode.OK);
        assertThat(list()).isEmpty();
    }

    private void configure(String secret, Path delivered) throws IOException {
        Files.writeString(folder.resolve("webhooks.json"), """
                {"orders": {"module": "save_to_disk", "module-config": {"path": "%s"}, "on_failure": "quarantine",
                            "hmac": {"secret": "%s", "timestamp_header": "X-Time"}}}
                """.formatted(delivered, secret));
    }

    private ManagedProcess start() {
        List<String> command = new Launcher(JavaProcess.command(List.of("-Xmx160m"), Main.class.getName()))
                .with(
                        "serve",
                        "--host=127.0.0.1",
                        "--port=" + port,
                        "--analytics-port=0",
                        "--webhooks=" + folder.resolve("webhooks.json"),
                        "--connections=" + folder.resolve("absent.json"),
                        "--data=" + data());
        Service service = new Service(
                "gateway",
                command,
                Map.of(),
                folder.resolve("home"),
                port,
                Probe.http("http://127.0.0.1:" + port + "/health/ready"));
        return ManagedProcess.attached(service).awaitReady(READY);
    }

    private int send(String body) throws Exception {
        String seconds = Long.toString(System.currentTimeMillis() / 1_000);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("right".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhook/orders"))
                .headers(
                        "X-Time", seconds, "X-Hub-Signature-256", HexFormat.of().formatHex(signature))
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private List<String> list() {
        assertThat(quarantine("list", "--format", "json")).isEqualTo(ExitCode.OK);
        return out.toString().lines().toList();
    }

    private int quarantine(String... arguments) {
        return run(Stream.concat(Stream.of("quarantine"), Stream.of(arguments)));
    }

    private String journal() {
        assertThat(run(Stream.of("journal", "cat"))).isEqualTo(ExitCode.OK);
        return out.toString();
    }

    private int run(Stream<String> arguments) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return Main.run(
                command,
                Map.of(),
                Stream.concat(arguments, Stream.of("--data", data().toString())).toArray(String[]::new));
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static String id(String line) {
        return idsAndTimes(line).getFirst().substring(0, 36);
    }

    /** The id and the time of arrival of each line, in the order of ids. */
    private static List<String> idsAndTimes(String jsonLines) {
        Pattern id = Pattern.compile("\"id\":\"([^\"]+)\"");
        Pattern received = Pattern.compile("\"received\":\"([^\"]+)\"");
        return jsonLines
                .lines()
                .map(line -> Stream.of(id, received)
                        .flatMap(pattern -> pattern.matcher(line).results())
                        .map(match -> match.group(1))
                        .toList())
                .map(parts -> String.join(" ", parts))
                .sorted()
                .toList();
    }

    private static int files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return (int) files.filter(Files::isRegularFile).count();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
