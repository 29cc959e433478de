package io.sluice.app;

import picocli.CommandLine.Option;

/** {@code --retention}: means the same to every command that has it. */
final class RetentionOption {
    @Option(
            names = "--retention",
            paramLabel = "DAYS",
            defaultValue = "0",
            description =
                    "Rows of the event log older than this are deleted; 0 keeps everything (default: ${DEFAULT-VALUE}).")
    private int days;

    int days() {
        return days;
    }
}
