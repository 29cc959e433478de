package io.sluice.app;

import io.sluice.core.config.Connections;
import io.sluice.core.store.Rows;
import io.sluice.core.store.StoreException;
import io.sluice.stores.query.Queries;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice sql}: one question to the event store, wherever it is. */
@Command(
        name = "sql",
        description =
                "Runs a query on the event store: ClickHouse when the connections name one, else the embedded one.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: sluice sql \"SELECT webhook_id, count() as count FROM webhook_logs GROUP BY webhook_id\"",
            "Example: sluice sql --format csv \"SELECT * FROM webhook_logs LIMIT 5\" > events.csv",
            "While sluice serve holds the embedded store, that process is asked.",
            ExitCode.FOOTER
        })
final class SqlCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigurationOptions files;

    @Mixin
    private DataOption data;

    @Parameters(paramLabel = "SQL", description = "One statement, in the store's own dialect.")
    private String sql;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, json (one object a line) or csv (default: ${DEFAULT-VALUE}).")
    private RowFormat format;

    @Option(
            names = "--limit",
            paramLabel = "ROWS",
            defaultValue = "10000",
            description = "The most rows printed (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() throws Exception {
        if (limit < 1 || limit == Integer.MAX_VALUE) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--limit takes a number of rows from 1 to " + (Integer.MAX_VALUE - 1));
        }
        PrintWriter out = spec.commandLine().getOut();
        Connections connections =
                new Settings(System.getenv(), spec.commandLine().getErr(), InstantSource.system()).connections(files);
        Rows found;
        try (Queries queries = Queries.open(connections.clickHouse(), data.folder())) {
            // One row more than is printed tells whether there are more.
            found = queries.query(sql, limit + 1);
        } catch (StoreException refused) {
            throw new CommandFailure(ExitCode.FAILED, refused.getMessage());
        }
        boolean more = found.rows().size() > limit;
        Rows shown = more ? new Rows(found.columns(), found.rows().subList(0, limit)) : found;
        format.print(out, shown);
        out.flush();
        if (more) {
            spec.commandLine().getErr().println("There are more rows than --limit " + limit + " lets through.");
            spec.commandLine().getErr().flush();
        }
        return ExitCode.OK;
    }
}
