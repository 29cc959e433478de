package io.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JavaProcessTest {

    @Test
    void it_starts_a_class_with_the_flags_of_the_launcher_and_further_ones() {
        List<String> command = JavaProcess.command(List.of("-Xmx1g"), "a.Main");

        assertThat(command.getFirst()).endsWith("java");
        assertThat(command).containsSubsequence("-XX:+UseParallelGC", "-Xmx1g", "-cp", "a.Main");
        assertThat(command.subList(1, command.indexOf("-cp"))).allMatch(flag -> flag.startsWith("-"));
    }
}
