package io.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.config.Configuration;
import io.sluice.core.disk.FileDisk;
import io.sluice.gateway.options.GatewayOptions;
import io.sluice.stack.RedisServer;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;

/** A gateway with everything that {@code serve} gives it, beside a Redis, asked for its metrics. */
final class MeasuredGateway implements AutoCloseable {
    /** One webhook that lets in who knows one of two tokens, and one whose destination is away. */
    private static final String USUAL = """
            {"kept": {"module": "save_to_disk", "module-config": {"path": "OUT"}, "authorization": ["Bearer right", "Bearer next"],
                      "on_failure": "quarantine"},
             "lost": {"module": "http_webhook", "retry": {"max_attempts": 2, "initial_delay": "1ms", "max_delay": "1ms"},
                      "module-config": {"url": "http://127.0.0.1:9/", "allowed_hosts": ["127.0.0.1"]}}}
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final RedisServer redis;
    private final Serving serving;

    private MeasuredGateway(RedisServer redis, Serving serving) {
        this.redis = redis;
        this.serving = serving;
    }

    /** @param folder an empty one */
    static MeasuredGateway start(Path folder, String webhooks, Map<String, String> environment) throws Exception {
        RedisServer redis = RedisServer.start();
        try {
            return new MeasuredGateway(redis, serve(folder, webhooks, environment, redis));
        } catch (Exception | Error failed) {
            redis.close();
            throw failed;
        }
    }

    static MeasuredGateway usual(Path folder) throws Exception {
        Path out = Files.createDirectory(folder.resolve("out"));
        return start(folder, USUAL.replace("OUT", out.toString()), TlsFiles.in(folder));
    }

    private static Serving serve(Path folder, String webhooks, Map<String, String> environment, RedisServer redis)
            throws Exception {
        Path webhooksFile = Files.writeString(folder.resolve("webhooks.json"), webhooks);
        Path connections = Files.writeString(
                folder.resolve("connections.json"),
                "{\"redis\": {\"type\": \"redis\", \"host\": \"127.0.0.1\", \"port\": %d}}".formatted(redis.port()));
        ConfigurationOptions files = CommandLine.populateCommand(
                new ConfigurationOptions(),
                "--webhooks",
                webhooksFile.toString(),
                "--connections",
                connections.toString());
        DataOption data = CommandLine.populateCommand(
                new DataOption(), "--data", folder.resolve("data").toString());
        InstantSource clock = InstantSource.system();
        Settings settings = new Settings(environment, new PrintWriter(Writer.nullWriter()), clock);
        Configuration configuration = settings.load(files);
        GatewayOptions options = GatewayOptions.fromEnvironment(environment)
                .listeningOn("127.0.0.1", 0)
                .named("measured");
        return Serving.open(
                new Serving.Plan(
                        options, configuration, settings.redis(), data, 1L << 30, Duration.ZERO, 1L << 30, 0, 0),
                new FileDisk(),
                clock);
    }

    /** Uses the usual webhooks so that every metric of theirs appears, and returns the page then. */
    String pageAfterEvents() throws Exception {
        assertThat(send("POST /webhook/kept", "Authorization: Bearer right", "{}"))
                .isEqualTo(200);
        assertThat(send("POST /webhook/kept", "Authorization: Bearer wrong", "{}"))
                .isEqualTo(401);
        assertThat(send("POST /webhook/lost", "", "{}")).isEqualTo(200);
        await("sluice_quarantine_kept_total{webhook=\"kept\"} 1.0");
        return await("sluice_delivery_dead_letters_total{webhook=\"lost\"} 1.0");
    }

    /** Sends a request with one further header, or none, and returns the status. */
    int send(String methodAndTarget, String header, String body) throws Exception {
        String head = methodAndTarget + " HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n"
                + (header.isEmpty() ? "" : header + "\r\n")
                + (header.startsWith("Content-Length") ? "" : "Content-Length: " + body.length() + "\r\n");
        return send(head + "\r\n" + body);
    }

    /** Sends what is written there, be it HTTP or not, and returns the status. */
    int send(String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), serving.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return Integer.parseInt(new String(line, StandardCharsets.ISO_8859_1).substring(9));
        }
    }

    String page() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + serving.port() + "/metrics");
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    private String await(String line) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        String text = page();
        while (text.lines().noneMatch(line::equals)) {
            assertThat(System.nanoTime())
                    .as("waited in vain for %s in %s", line, text)
                    .isLessThan(end);
            LockSupport.parkNanos(10_000_000);
            text = page();
        }
        return text;
    }

    @Override
    public void close() {
        serving.stop();
        redis.close();
    }
}
