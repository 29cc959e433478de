package io.sluice.core.config;

import io.sluice.core.plugin.DestinationFactory;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.settings.FileSection;
import io.sluice.core.settings.Problem;
import io.sluice.core.settings.Problems;
import io.sluice.core.settings.SettingsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code webhooks.json} and {@code connections.json}, validates them, and finds every problem in one pass. Nothing that
 * it does not know is passed over in silence: a guard that was meant but not built must not leave a webhook open. Immutable;
 * thread-safe as far as the factories are.
 */
public final class ConfigurationLoader {
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.US_ASCII);

    private final List<GuardFactory> guards;
    private final List<DestinationFactory> destinations;
    private final Map<String, String> environment;

    /**
     * @param guards every guard there is
     * @param destinations every destination there is
     * @param environment the variables for substitution and for {@code REDIS_HOST}, {@code REDIS_PORT}
     */
    public ConfigurationLoader(
            List<GuardFactory> guards, List<DestinationFactory> destinations, Map<String, String> environment) {
        this.guards = List.copyOf(guards);
        this.destinations = List.copyOf(destinations);
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads both files.
     *
     * @param connections need not exist
     */
    public LoadResult<Configuration> load(Path webhooks, Path connections) {
        Problems problems = new Problems();
        ConnectionsReader connectionsReader = new ConnectionsReader(environment, problems);
        Connections known = connectionsReader.read(connectionsFile(connections, problems));
        FileSection root = webhooksFile(webhooks, problems);
        Map<String, Webhook> valid = new WebhooksReader(guards, destinations, known).read(root);
        return result(new Configuration(valid, known), problems);
    }

    /** Reads the connections alone, for commands that serve no webhook. The file need not exist. */
    public LoadResult<Connections> connections(Path connections) {
        Problems problems = new Problems();
        ConnectionsReader reader = new ConnectionsReader(environment, problems);
        return result(reader.read(connectionsFile(connections, problems)), problems);
    }

    private static <T> LoadResult<T> result(T value, Problems problems) {
        return problems.errors().isEmpty()
                ? new LoadResult.Loaded<>(value, problems.warnings())
                : new LoadResult.Refused<>(problems.errors(), problems.warnings());
    }

    private FileSection connectionsFile(Path path, Problems problems) {
        return Files.exists(path)
                ? read(path, problems)
                : SettingsFile.parse(path.toString(), NOTHING, environment, problems);
    }

    private FileSection webhooksFile(Path path, Problems problems) {
        FileSection root = read(path, problems);
        if (root.keys().isEmpty() && problems.errors().isEmpty()) {
            problems.warning(Problem.ofFile(path.toString(), "no webhook is configured", "every request will get 404"));
        }
        return root;
    }

    private FileSection read(Path path, Problems problems) {
        String name = path.toString();
        byte[] content = NOTHING;
        try {
            content = Files.readAllBytes(path);
        } catch (NoSuchFileException _) {
            problems.error(Problem.ofFile(name, "there is no such file", "create it, or name another one"));
        } catch (IOException failure) {
            problems.error(
                    Problem.ofFile(name, "cannot be read: " + failure.getMessage(), "check its type and its rights"));
        }
        return SettingsFile.parse(name, content, environment, problems);
    }
}
