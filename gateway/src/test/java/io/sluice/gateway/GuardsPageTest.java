package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.guard.OtherServer;
import io.sluice.gateway.tls.Authority;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every configuration on the pages about guards and providers, and the commands below it, sent by curl to a gateway that runs with it. */
final class GuardsPageTest {
    private static final Pattern BLOCK =
            Pattern.compile("^## ([^\n]*)$|```(json|sh)\n(.*?)```", Pattern.MULTILINE | Pattern.DOTALL);

    /** Where the page's gateway speaks TLS. */
    private static final String SECURE = "https://localhost:8443";

    /** Of the private key that has signed the page's token, which is valid until 2100. */
    private static final String KEYS = """
            {"keys": [{"kty": "EC", "crv": "P-256", "kid": "2026", "use": "sig",
                "x": "lsrcSiKAk6Zo8YwyX6bI8e0YYq6uFcZZFyIeE4HH4Ho",
                "y": "UyuhfNoTc2nBHX_Z-Vqz4Bl_1u9ly1bdpexAnvqfV7Y"}]}""";

    @TempDir
    private Path folder;

    /** A configuration and the commands that pass with it. */
    record Example(String title, String webhooks, String commands) {
        @Override
        public String toString() {
            return title;
        }
    }

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        examples.addAll(examples("docs/guards.md"));
        examples.addAll(examples("docs/providers.md"));
        assertThat(examples).hasSizeGreaterThanOrEqualTo(36);
        return examples;
    }

    private static List<Example> examples(String file) throws IOException {
        String page = Files.readString(Path.of("").toAbsolutePath().getParent().resolve(file));
        List<Example> examples = new ArrayList<>();
        Matcher block = BLOCK.matcher(page);
        String title = "";
        String webhooks = "";
        while (block.find()) {
            if (block.group(1) != null) {
                title = block.group(1);
            } else if (block.group(2).equals("json")) {
                webhooks = block.group(3);
            } else {
                examples.add(new Example(title, webhooks, block.group(3)));
            }
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void what_the_page_shows_passes_and_a_request_without_it_does_not(Example example) throws Exception {
        try (OtherServer others = new OtherServer(GuardsPageTest::answer);
                RunningGateway gateway = setup(example)
                        .file(example.webhooks()
                                .replaceAll("https://(login\\.example|www\\.google)\\.com", others.url("")))
                        .start()) {
            String here = gateway.uri("").toString();
            String there = "https://localhost:" + gateway.gateway.tlsPort().orElse(0);
            assertThat(run(example.commands()
                            .replace("http://localhost:8000", here)
                            .replace(SECURE, there)))
                    .as(example.commands())
                    .contains("200 OK");
            assertThat(gateway.events()).hasSize(1);

            HttpResponse<String> bare = gateway.post("/webhook/orders", "{}");
            assertThat(bare.statusCode()).isIn(401, 403, 422);
            assertThat(gateway.events()).hasSize(1);
        }
    }

    private RunningGateway.Setup setup(Example example) throws Exception {
        RunningGateway.Setup setup = RunningGateway.in(folder).environment("ALLOW_LOCALHOST_FOR_TESTS", "true");
        if (!example.commands().contains(SECURE)) {
            return setup;
        }
        Authority authority = Authority.root("CN=Example CA");
        Authority.Issued own = authority.issue("CN=localhost", "dns:localhost");
        Authority.Issued shop = authority.issue("CN=shop,O=Example", "dns:shop.example.com");
        Authority.write(folder, "shop.pem", shop.chainPem());
        Authority.write(folder, "shop.key", shop.keyPem());
        Path ca = Authority.write(folder, "ca.pem", authority.pem());
        return setup.environment("EVENT_LOOPS", "1")
                .environment("TLS_PORT", "0")
                .environment(
                        "TLS_CERTIFICATE_FILE",
                        Authority.write(folder, "own.pem", own.chainPem()).toString())
                .environment(
                        "TLS_KEY_FILE",
                        Authority.write(folder, "own.key", own.keyPem()).toString())
                .environment("TLS_CLIENT_CA_FILE", ca.toString());
    }

    /** What the servers on the page would answer, that of keys and tokens and that of reCAPTCHA. */
    private static OtherServer.Answer answer(OtherServer.Asked asked) {
        return switch (asked.path()) {
            case "/.well-known/jwks.json" -> OtherServer.Answer.ok(KEYS);
            case "/oauth2/introspect" -> OtherServer.Answer.ok("{\"active\": true, \"scope\": \"orders:write\"}");
            case "/recaptcha/api/siteverify" ->
                OtherServer.Answer.ok(
                        "{\"success\": true, \"score\": 0.9, \"action\": \"order\", \"hostname\": \"shop.example.com\"}");
            default -> new OtherServer.Answer(404, "");
        };
    }

    private String run(String commands) throws Exception {
        Path output = folder.resolve("output");
        Process shell = new ProcessBuilder("sh", "-e", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
