package io.sluice.app;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data}: means the same to every command that has it. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Folder of the journal, the cursors and the embedded store (default: ${DEFAULT-VALUE}).")
    private Path data;

    Path folder() {
        return data.toAbsolutePath().normalize();
    }

    Path journal() {
        return folder().resolve("journal");
    }

    Path deadLetters() {
        return folder().resolve("dead");
    }

    Path cursors() {
        return folder().resolve("cursors");
    }

    Path quarantine() {
        return folder().resolve("quarantine");
    }
}
