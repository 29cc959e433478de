package io.sluice.app;

import io.sluice.gateway.control.QuarantineClient;
import io.sluice.gateway.control.QuarantineOrder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice quarantine retry}: lets requests in that pass now. */
@Command(
        name = "retry",
        description = {
            "Has the running gateway check requests of the quarantine again, with its present configuration and as of the",
            "time at which they came. Those that pass become events with that time, once; the others stay."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: sluice quarantine retry --webhook orders",
            "Example: sluice quarantine retry 01890a5d-ac96-774b-bcce-b302099a8057 --format json",
            "Exit code 1 says that some did not pass.",
            ExitCode.FOOTER
        })
final class QuarantineRetryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Mixin
    private SelectedRequests selected;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, json (one object a line) or csv (default: ${DEFAULT-VALUE}).")
    private RowFormat format;

    @Override
    public Integer call() throws IOException, CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        QuarantineOrder order = selected.order(QuarantineOrder.Action.RETRY);
        Decisions decisions = new Decisions();
        try {
            if (!QuarantineClient.give(data.folder(), order, decisions::add)) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "sluice: no gateway is running on " + data.folder() + ", and only a gateway can let events in."
                                + " Start it (sluice serve --data " + data.folder()
                                + "), or name its folder with --data");
            }
        } catch (IOException unfinished) {
            decisions.print(out, err, format, "let in");
            throw unfinished;
        }
        return decisions.print(out, err, format, "let in");
    }
}
