package io.sluice.destinations;

import io.sluice.core.config.Configuration;
import io.sluice.core.config.ConfigurationLoader;
import io.sluice.core.config.LoadResult;
import io.sluice.core.plugin.DestinationPlan;
import io.sluice.core.settings.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A destination as a user configures it: a webhooks file, read by the gateway's own loader. */
public record Configured(Path folder, Map<String, String> environment, OutputStream output) {

    private LoadResult<Configuration> load(String module, String settings) throws IOException {
        Path webhooks = Files.writeString(folder.resolve("webhooks.json"), """
                { "orders": { "data_type": "blob", "module": "%s", "module-config": %s } }
                """.formatted(module, settings));
        return new ConfigurationLoader(
                        List.of(), Destinations.all(output, environment, InstantSource.system()), environment)
                .load(webhooks, folder.resolve("no-connections.json"));
    }

    /** What an accepted configuration comes to. */
    public DestinationPlan plan(String module, String settings) throws IOException {
        return switch (load(module, settings)) {
            case LoadResult.Loaded<Configuration> loaded ->
                loaded.value().webhooks().get("orders").destination();
            case LoadResult.Refused<Configuration> refused ->
                throw new AssertionError("refused: " + refused.problems());
        };
    }

    /** What is wrong with a configuration, in the words that a user reads; empty when it is accepted. */
    public List<String> problems(String module, String settings) throws IOException {
        return switch (load(module, settings)) {
            case LoadResult.Loaded<Configuration> _ -> List.of();
            case LoadResult.Refused<Configuration> refused ->
                refused.problems().stream().map(Problem::toString).toList();
        };
    }
}
