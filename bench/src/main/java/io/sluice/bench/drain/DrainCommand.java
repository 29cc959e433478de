package io.sluice.bench.drain;

import io.sluice.core.store.StoreException;
import io.sluice.stack.TemporaryFolder;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice drain}: how the event-log reader copes with a long backlog. */
@Command(
        name = "drain",
        mixinStandardHelpOptions = true,
        description =
                "Fills a journal with events, drains it into a ClickHouse of its own and shows the reader's memory on the"
                        + " way. Needs about 1 KB of free space for each event in the folder for temporary files; leaves nothing behind.",
        footer = {
            "",
            "Example: SLUICE_HEAP=160m sluice drain --events 10000000",
            "Exit codes: 0 ClickHouse holds each event exactly once; 1 it does not, or something failed; 2 wrong usage."
        })
public final class DrainCommand implements Callable<Integer> {
    @Option(names = "--events", defaultValue = "1000000", description = "How many (default: ${DEFAULT-VALUE}).")
    private long events;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, StoreException, InterruptedException {
        if (events < 1) {
            throw new ParameterException(spec.commandLine(), "--events must be above zero");
        }
        try (TemporaryFolder folder = TemporaryFolder.create("drain")) {
            return new Drain(events, folder.path(), spec.commandLine().getOut()).run() ? 0 : 1;
        }
    }
}
