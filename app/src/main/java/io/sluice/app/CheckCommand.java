package io.sluice.app;

import io.sluice.core.config.Configuration;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice check}: validates both configuration files and says what each webhook will do. */
@Command(
        name = "check",
        description =
                "Validates both configuration files and says what each webhook will do. Starts nothing, connects to nothing.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: sluice check --webhooks webhooks.json", ExitCode.FOOTER})
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigurationOptions files;

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = new Settings(System.getenv(), spec.commandLine().getErr(), InstantSource.system());
        Configuration configuration = settings.load(files);
        out.println(configuration.describe().strip());
        out.println();
        out.println(Banner.counted(configuration.webhooks().size()) + "; nothing is wrong.");
        out.flush();
        return ExitCode.OK;
    }
}
