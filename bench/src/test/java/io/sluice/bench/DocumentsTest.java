package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sluice.core.config.ConfigurationLoader;
import io.sluice.core.config.LoadResult;
import io.sluice.destinations.Destinations;
import io.sluice.gateway.guard.Guards;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.redis.SharedRedis;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the documents show works as it stands there. */
class DocumentsTest {
    private static final Path HOME = Path.of("").toAbsolutePath().getParent();
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);
    /** A word, or several in quotes. */
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    @TempDir
    private Path folder;

    private static List<String> blocks(String language) throws IOException {
        List<Path> documents = new ArrayList<>(List.of(HOME.resolve("README.md"), HOME.resolve("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.list(HOME.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
        }
        List<String> blocks = new ArrayList<>();
        for (Path document : documents) {
            Matcher block = BLOCK.matcher(Files.readString(document));
            while (block.find()) {
                if (block.group(1).equals(language)) {
                    blocks.add(block.group(2));
                }
            }
        }
        return blocks;
    }

    static List<String> configurations() throws IOException {
        return blocks("json");
    }

    static List<String> commands() throws IOException {
        return blocks("sh").stream()
                .map(block -> block.replaceAll("\\\\\n\\s*", " ")) // a command may go on in the next line
                .flatMap(String::lines)
                .map(line -> line.replaceFirst("\\s{2,}#.*|^#.*", "").strip())
                .filter(line -> line.startsWith("./"))
                .toList();
    }

    static List<Path> samples() {
        return List.of(
                HOME.resolve("config/examples/webhooks.performance.json"),
                HOME.resolve("config/development/connections.docker.json"),
                HOME.resolve("config/development/connections.local.json"));
    }

    private static ConfigurationLoader loader() {
        return new ConfigurationLoader(
                Guards.all(Surroundings.of(
                        new SharedRedis(),
                        System::nanoTime,
                        InstantSource.system(),
                        Map.of("TLS_PORT", "8443", "TLS_CLIENT_CA_FILE", "ca.pem"))),
                Destinations.all(OutputStream.nullOutputStream(), Map.of(), InstantSource.system()),
                Map.of());
    }

    private void assertAccepted(String json) throws IOException {
        Path absent = folder.resolve("absent.json");
        Path file = Files.writeString(folder.resolve("shown.json"), json);
        LoadResult<?> result = json.contains("\"module\"") ? loader().load(file, absent) : loader().connections(file);
        assertThat(result).isInstanceOf(LoadResult.Loaded.class);
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void a_configuration_that_is_shown_is_accepted(String json) throws IOException {
        assertAccepted(json);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_sample_file_is_accepted(Path sample) throws IOException {
        assertAccepted(Files.readString(sample));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_that_is_shown_exists_with_its_options(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line.replaceFirst(" [|>&].*", ""));
        while (word.find()) {
            words.add(Stream.of(word.group(1), word.group(2), word.group(3))
                    .filter(found -> found != null)
                    .findFirst()
                    .orElseThrow());
        }
        String program = words.removeFirst();
        assertThat(HOME.resolve(program)).isExecutable();
        if (program.equals("./sluice")) {
            CommandLine sluice = Tools.commandLine();
            sluice.setCaseInsensitiveEnumValuesAllowed(true);
            assertThatCode(() -> sluice.parseArgs(words.toArray(String[]::new))).doesNotThrowAnyException();
        }
    }
}
