package io.sluice.stack;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
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
    @Spec
    private CommandSpec spec;

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
        options.stack().up(out());
        return 0;
    }

    @Command(
            description = "Says what runs, where, since when, and with how much memory.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: sluice stack status", "Exit code 1 when something does not run or is not ready."})
    int status(@Mixin Options options) {
        boolean all = true;
        out().printf("%-11s %-9s %6s %7s %10s %9s%n", "NAME", "STATE", "PORT", "PID", "UPTIME", "MEMORY");
        for (Service service : options.stack().services()) {
            Optional<ManagedProcess> process = ManagedProcess.find(service);
            boolean ready = process.isPresent() && service.probe().ready();
            all &= ready;
            out().printf(
                            "%-11s %-9s %6d %7s %10s %9s%n",
                            service.name(),
                            process.isEmpty() ? "stopped" : ready ? "ready" : "unready",
                            service.port(),
                            process.map(p -> Long.toString(p.pid())).orElse("-"),
                            process.flatMap(ManagedProcess::startedAt)
                                    .map(StackCommand::uptime)
                                    .orElse("-"),
                            process.map(p -> (p.residentBytes() >> 20) + " MB").orElse("-"));
        }
        return all ? 0 : 1;
    }

    private static String uptime(Instant started) {
        Duration up = Duration.between(started, Instant.now());
        return up.toHours() > 0
                ? up.toHours() + " h " + up.toMinutesPart() + " m"
                : up.toMinutes() > 0 ? up.toMinutes() + " m " + up.toSecondsPart() + " s" : up.toSeconds() + " s";
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
            @Option(names = "--lines", defaultValue = "100", description = "How many of the last lines (default: 100).")
                    int lines)
            throws IOException {
        Stack stack = options.stack();
        List<Service> chosen = name == null
                ? stack.services()
                : List.of(stack.service(name)
                        .orElseThrow(() -> new StackException("there is no service " + name + "; there are "
                                + String.join(
                                        ", ",
                                        stack.services().stream()
                                                .map(Service::name)
                                                .toList()))));
        for (Service service : chosen) {
            if (Files.exists(service.log())) {
                List<String> all = Files.readAllLines(service.log());
                all.subList(Math.max(0, all.size() - lines), all.size())
                        .forEach(line -> out().println(chosen.size() > 1 ? service.name() + " | " + line : line));
            }
        }
        out().flush();
        if (follow) {
            follow(chosen.getFirst());
        }
        return 0;
    }

    /** Prints what is added to the log until the process is interrupted. */
    private void follow(Service service) throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(service.log().toFile(), "r")) {
            log.seek(log.length());
            byte[] piece = new byte[8192];
            while (!Thread.currentThread().isInterrupted()) {
                int read = log.read(piece);
                if (read > 0) {
                    out().print(new String(piece, 0, read, StandardCharsets.UTF_8));
                    out().flush();
                } else {
                    LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                }
            }
        }
    }

    @Command(
            description = "Stops everything; data stays unless --volumes is given.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: sluice stack down --volumes"})
    int down(
            @Mixin Options options,
            @Option(names = "--volumes", description = "Removes data and logs, too.") boolean volumes) {
        Stack stack = options.stack();
        stack.down(out());
        if (volumes) {
            stack.removeData();
            out().println("data and logs removed");
        }
        return 0;
    }
}
