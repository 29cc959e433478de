package io.sluice.app;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.FileDisk;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code sluice}: the commands that need nothing but the gateway's own class path. */
@Command(
        name = "sluice",
        description = "A self-hosted webhook gateway: a 2xx is a promise.",
        mixinStandardHelpOptions = true,
        version = "sluice " + Main.VERSION,
        subcommands = {
            ServeCommand.class,
            AnalyticsCommand.class,
            CheckCommand.class,
            SignCommand.class,
            VerifyCommand.class,
            SqlCommand.class,
            JournalCommand.class,
            QuarantineCommand.class,
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Start here: sluice serve", "Help on a command: sluice COMMAND --help", ExitCode.FOOTER})
public final class Main {
    static final String VERSION = "0.1.0";

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        LogFormat.install();
        System.exit(run(commandLine(), System.getenv(), arguments));
    }

    /** The command line before it is run, so that the tools can add commands of their own. */
    public static CommandLine commandLine() {
        return commandLine(new FileDisk(), InstantSource.system());
    }

    /**
     * The same on another ground, for proofs in which the disk fails or the clock steps.
     *
     * @param disk what the gateway's journal and cursors are kept on
     * @param clock what the gateway takes for the time of day
     */
    public static CommandLine commandLine(Disk disk, InstantSource clock) {
        CommandLine.IFactory plain = CommandLine.defaultFactory();
        return new CommandLine(new Main(), new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                if (type == ServeCommand.class) {
                    return type.cast(new ServeCommand(disk, clock));
                }
                if (type == SignCommand.class) {
                    return type.cast(new SignCommand(System.in, System.out, clock));
                }
                return type == VerifyCommand.class
                        ? type.cast(new VerifyCommand(System.in, clock))
                        : plain.create(type);
            }
        });
    }

    /** Runs one command with options also taken from the environment. */
    public static int run(CommandLine command, Map<String, String> environment, String... arguments) {
        new EnvironmentDefaults(environment).install(command);
        command.setUsageHelpAutoWidth(true);
        command.setExpandAtFiles(false); // --data @FILE is the command's own
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler(new FailureMessage());
        return command.execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
    }
}
