package io.sluice.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How a class of this class path is started as a process of its own: with the flags of the launcher, from {@code config/jvm.args}. */
public final class JavaProcess {
    private JavaProcess() {}

    /**
     * The command, to which the arguments of the class are to be added.
     *
     * @param flags beside those of {@code config/jvm.args}, such as {@code -Xmx160m}
     */
    public static List<String> command(List<String> flags, String mainClass) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launcherFlags());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        return command;
    }

    private static List<String> launcherFlags() {
        try (InputStream file = JavaProcess.class.getResourceAsStream("jvm.args")) {
            if (file == null) {
                throw new IllegalStateException("jvm.args is not on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Stream.of(line.split(" ")))
                    .filter(flag -> !flag.isBlank())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
