package io.sluice.core.config;

import io.sluice.core.plugin.DestinationFactory;
import io.sluice.core.plugin.GuardFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads {@code webhooks.json} and {@code connections.json}, validates them, and finds every problem in one pass. */
@SuppressWarnings("DoNotCallSuggester") // signatures published ahead of the loader
public final class ConfigurationLoader {

    /**
     * @param guards every guard there is
     * @param destinations every destination there is
     * @param environment the variables for substitution and for {@code REDIS_HOST}, {@code REDIS_PORT}
     */
    @SuppressWarnings("UnusedVariable") // signature published ahead of the loader
    public ConfigurationLoader(
            List<GuardFactory> guards, List<DestinationFactory> destinations, Map<String, String> environment) {}

    /**
     * Reads both files.
     *
     * @param connections need not exist
     */
    public LoadResult<Configuration> load(Path webhooks, Path connections) {
        throw new UnsupportedOperationException(webhooks + " " + connections);
    }

    /** Reads the connections alone, for commands that serve no webhook. The file need not exist. */
    public LoadResult<Connections> connections(Path connections) {
        throw new UnsupportedOperationException(connections.toString());
    }
}
