package io.sluice.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SettingsTest {
    @TempDir
    private Path folder;

    @Test
    void a_proxy_that_cannot_be_used_is_a_problem_of_the_configuration() throws Exception {
        Path webhooks = Files.writeString(folder.resolve("webhooks.json"), "{\"orders\": {\"module\": \"log\"}}");
        ConfigurationOptions files = CommandLine.populateCommand(
                new ConfigurationOptions(),
                "--webhooks",
                webhooks.toString(),
                "--connections",
                folder + "/absent.json");
        Settings settings = new Settings(
                Map.of("OUTGOING_PROXY", "https://gateway:hunter2@proxy.example.com:3128"),
                new PrintWriter(Writer.nullWriter()),
                InstantSource.system());

        assertThatThrownBy(() -> settings.load(files))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("OUTGOING_PROXY: ")
                .hasMessageNotContaining("hunter2")
                .asInstanceOf(InstanceOfAssertFactories.type(CommandFailure.class))
                .extracting(CommandFailure::exitCode)
                .isEqualTo(ExitCode.CONFIGURATION);
    }
}
