package io.sluice.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PidFileTest {
    @TempDir
    Path folder;

    private PidFile file;
    private Process program;

    @BeforeEach
    void start() throws Exception {
        file = new PidFile(folder.resolve("it's a service.pid"));
        program = new ProcessBuilder(file.writtenBy(List.of("sleep", "600"))).start();
        Conditions.await(file::exists);
    }

    @AfterEach
    void end() {
        program.destroyForcibly();
    }

    @Test
    void names_the_process_that_became_the_program() {
        assertThat(file.process()).contains(program.toHandle());
        Conditions.await(() -> program.info().command().orElse("").endsWith("sleep"));
        assertThat(file.process()).contains(program.toHandle());
    }

    @Test
    void names_nobody_once_the_program_has_ended() throws Exception {
        program.destroyForcibly().waitFor();
        assertThat(file.process()).isEmpty();
    }

    @Test
    void names_nobody_when_the_number_belongs_to_a_program_started_at_another_time() throws Exception {
        rewrite(1, "1");
        assertThat(file.process()).isEmpty();
    }

    @Test
    void names_nobody_when_the_machine_was_started_again() throws Exception {
        rewrite(2, "00000000-0000-0000-0000-000000000000");
        assertThat(file.process()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void names_nobody_when_it_is_damaged(List<String> lines) throws Exception {
        Files.write(file.path(), lines);
        assertThat(file.process()).isEmpty();
    }

    static Stream<List<String>> names_nobody_when_it_is_damaged() {
        long self = ProcessHandle.current().pid();
        return Stream.of(List.of(), List.of(""), List.of(Long.toString(self)), List.of("x", "y", "z"));
    }

    private void rewrite(int line, String text) throws Exception {
        List<String> lines = Files.readAllLines(file.path());
        lines.set(line, text);
        Files.write(file.path(), lines);
    }
}
