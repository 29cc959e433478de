package io.sluice.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads what a user names: a file, or {@code -} for the standard input. */
record InputFile(InputStream in) {
    static final String STANDARD_INPUT = "-";

    byte[] read(String name) throws CommandFailure {
        try {
            return name.equals(STANDARD_INPUT) ? in.readAllBytes() : Files.readAllBytes(Path.of(name));
        } catch (NoSuchFileException missing) {
            throw new CommandFailure(ExitCode.USAGE, "sluice: there is no file " + name);
        } catch (IOException unreadable) {
            throw new CommandFailure(ExitCode.USAGE, "sluice: " + name + " cannot be read: " + unreadable.getMessage());
        }
    }
}
