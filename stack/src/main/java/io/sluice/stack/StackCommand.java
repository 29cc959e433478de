package io.sluice.stack;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice stack}: the Compose file's services as local processes. */
@Command(
        name = "stack",
        description = "Runs Redis, ClickHouse, five gateways and analytics as local processes.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example: sluice stack up && sluice stack status && sluice stack logs webhook-1 -f",
            "Exit codes: 0 done; 1 failed (the message says why); 2 wrong usage."
        })
public final class StackCommand {
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(200).toNanos();

    private final Function<Options, Stack> stacks;

    @Spec
    private CommandSpec spec;

    /** The command for the services of the Compose file. */
    public StackCommand() {
        this(Options::stack);
    }

    /** For other services. */
    StackCommand(Function<Options, Stack> stacks) {
        this.stacks = stacks;
    }

    /** Where everything is kept and what the gateways are configured with. */
    static final class Options {
        @Option(
                names = "--state",
                paramLabel = "DIR",
                defaultValue = ".sluice/stack",
                description = "Folder of data, logs and pid files (default: ${DEFAULT-VALUE}).")
        private Path state;

        @Option(
                names = "--webhooks",
                paramLabel = "FILE",
                description = "The gateways' webhooks (default: config/examples/webhooks.performance.json).")
        private Path webhooks;

        @Option(
                names = "--connections",
                paramLabel = "FILE",
                description = "Names Redis and ClickHouse (default: config/development/connections.docker.json).")
        private Path connections;

        Stack stack() {
            Path home =
                    Path.of(Optional.ofNullable(System.getenv("SLUICE_HOME")).orElse("."));
            return new Stack(
                    state,
                    Launcher.ofHome(),
                    webhooks != null ? webhooks : home.resolve("config/examples/webhooks.performance.json"),
                    connections != null ? connections : home.resolve("config/development/connections.docker.json"));
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(
            description = "Starts what does not run yet and waits until each is ready.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: sluice stack up"})
    int up(@Mixin Options options) {
        stacks.apply(options).up(out());
        return 0;
    }

    @Command(
            description = "Says what runs, where, since when, and with how much memory.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: sluice stack status", "Exit code 1 when something does not run or is not ready."})
    int status(@Mixin Options options) {
        return new StatusTable(InstantSource.system()).print(stacks.apply(options), out()) ? 0 : 1;
    }

    @Command(
            description = "Prints the log of one service, or of all.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: sluice stack logs webhook-1 -f"})
    int logs(
            @Mixin Options options,
            @Parameters(arity = "0..1", paramLabel = "NAME", description = "The service (default: all).") String name,
            @Option(
                            names = {"-f", "--follow"},
                            description = "Goes on as the log grows, until interrupted.")
                    boolean follow,
            @Option(
                            names = "--lines",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "How many of the last lines of each (default: ${DEFAULT-VALUE}).")
                    int lines)
            throws IOException {
        Stack stack = stacks.apply(options);
        List<Service> chosen = name == null ? stack.services() : List.of(stack.service(name));
        List<LogFile> logs = chosen.stream()
                .map(service ->
                        new LogFile(service.log(), chosen.size() > 1 ? "%-11s | ".formatted(service.name()) : ""))
                .toList();
        for (LogFile log : logs) {
            log.printLast(lines, out());
            if (!follow) {
                log.printUnfinished(out());
            }
        }
        if (follow) {
            follow(logs);
        }
        return 0;
    }

    private void follow(List<LogFile> logs) throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            boolean any = false;
            for (LogFile log : logs) {
                any |= log.printNew(out());
            }
            if (!any) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        }
    }

    @Command(
            description = {
                "Stops everything: SIGTERM, and after 20 s SIGKILL.",
                "Data and logs stay unless --volumes is given."
            },
            mixinStandardHelpOptions = true,
            footer = {"", "Example: sluice stack down --volumes"})
    int down(
            @Mixin Options options,
            @Option(names = "--volumes", description = "Removes data and logs, too.") boolean volumes) {
        Stack stack = stacks.apply(options);
        if (volumes) {
            stack.downWithVolumes(out());
            out().println("data and logs removed");
        } else {
            stack.down(out());
        }
        return 0;
    }
}
