package io.sluice.bench;

import io.sluice.app.LogFormat;
import io.sluice.app.Main;
import io.sluice.bench.drain.DrainCommand;
import io.sluice.bench.prove.ProveCommand;
import io.sluice.stack.StackCommand;
import picocli.CommandLine;

/** The entry point with every command: those of {@link Main} and the tools that are not on the gateway's class path. */
public final class Tools {

    private Tools() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        LogFormat.install();
        System.exit(Main.run(commandLine(), System.getenv(), arguments));
    }

    /** All commands, before one is run. */
    static CommandLine commandLine() {
        CommandLine command = Main.commandLine();
        command.addSubcommand(new StackCommand());
        command.addSubcommand(new BenchCommand());
        command.addSubcommand(new MeasureCommand());
        command.addSubcommand(new FloorCommand());
        command.addSubcommand(new DrainCommand());
        command.addSubcommand(new ProveCommand());
        return command;
    }
}
