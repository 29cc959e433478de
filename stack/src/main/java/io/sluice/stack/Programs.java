package io.sluice.stack;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Finds programs on the PATH. */
final class Programs {

    private Programs() {}

    static Optional<String> find(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /** The program's path. @throws StackException naming the package that has it */
    static String path(String program, String debianPackage) {
        return find(program)
                .orElseThrow(() ->
                        new StackException(program + " is not installed. On Debian: apt-get install " + debianPackage));
    }
}
