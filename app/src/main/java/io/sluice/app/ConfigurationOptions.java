package io.sluice.app;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --webhooks} and {@code --connections}: mean the same to every command that has them. */
final class ConfigurationOptions {
    @Option(
            names = "--webhooks",
            paramLabel = "FILE",
            defaultValue = "webhooks.json",
            description = "The webhooks and what is done with each (default: ${DEFAULT-VALUE}).")
    private Path webhooks;

    @Option(
            names = "--connections",
            paramLabel = "FILE",
            defaultValue = "connections.json",
            description = "ClickHouse, Redis and what else webhooks name; may be absent (default: ${DEFAULT-VALUE}).")
    private Path connections;

    Path webhooks() {
        return webhooks;
    }

    Path connections() {
        return connections;
    }
}
