package io.sluice.bench;

import io.sluice.core.config.ConfigurationLoader;
import io.sluice.core.config.Connections;
import io.sluice.core.config.LoadResult;
import io.sluice.core.settings.Problem;
import io.sluice.core.store.StoreException;
import io.sluice.stores.query.Queries;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where the event log is. */
final class EventLogOptions {
    @Option(
            names = "--connections",
            paramLabel = "FILE",
            defaultValue = "connections.json",
            description = "The gateways' connections: where the event log is (default: ${DEFAULT-VALUE}).")
    private Path connections;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description =
                    "The gateway's data folder, when its event log is the embedded one (default: ${DEFAULT-VALUE}).")
    private Path data;

    /** What came of looking for the event log. */
    sealed interface Access {}

    /** It can be asked; whoever gets this closes it. */
    record Open(Queries log) implements Access {}

    /** @param reason half a sentence: why there is none */
    record None(String reason) implements Access {}

    /** The connections file is wrong. */
    record Refused(List<Problem> problems) implements Access {}

    Access open(Map<String, String> environment) {
        return switch (new ConfigurationLoader(List.of(), List.of(), environment).connections(connections)) {
            case LoadResult.Refused<Connections> refused -> new Refused(refused.problems());
            case LoadResult.Loaded<Connections> loaded -> open(loaded.value());
        };
    }

    private Access open(Connections accepted) {
        try {
            return new Open(Queries.open(accepted.clickHouse(), data));
        } catch (StoreException none) {
            return new None(connections + " names no ClickHouse (use --connections), and " + none.getMessage());
        }
    }
}
