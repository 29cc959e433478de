package io.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the page about signatures, one after the other in one folder, and what the page says that they print. */
class SignaturesPageIT {
    private static final Pattern BLOCK = Pattern.compile("```(json|sh|text)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void each_command_prints_what_the_page_shows_below_it() throws Exception {
        Path home = Path.of("").toAbsolutePath().getParent();
        Matcher block = BLOCK.matcher(Files.readString(home.resolve("docs/SIGNATURES.md")));
        launcher();
        List<String> outputs = new ArrayList<>();
        int shown = 0;
        while (block.find()) {
            String content = block.group(2);
            switch (block.group(1)) {
                case "json" -> Files.writeString(folder.resolve("webhooks.json"), content);
                case "sh" -> outputs.add(run(content));
                default -> {
                    assertThat(outputs.getLast()).isEqualTo(content);
                    shown++;
                }
            }
        }
        assertThat(outputs).hasSize(shown).hasSizeGreaterThanOrEqualTo(3);
    }

    /** What the page calls {@code ./sluice}, without the build. */
    private void launcher() throws IOException {
        String command = JavaProcess.command(List.of(), Main.class.getName()).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        Path launcher = Files.writeString(folder.resolve("sluice"), "#!/bin/sh\nexec " + command + " \"$@\"\n");
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    private String run(String commands) throws Exception {
        Path output = folder.resolve("output");
        Process shell = new ProcessBuilder("sh", "-e", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(shell.exitValue()).as(printed).isZero();
        return printed;
    }
}
