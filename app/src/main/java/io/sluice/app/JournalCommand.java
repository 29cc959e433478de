package io.sluice.app;

import picocli.CommandLine.Command;

/** {@code sluice journal}: looks at the journal's files. */
@Command(
        name = "journal",
        description =
                "Looks at the journal's files. Changes nothing but with verify --repair; works while a gateway is running.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {JournalStatCommand.class, JournalVerifyCommand.class, JournalCatCommand.class},
        footer = {"", "Example: sluice journal cat --data ./data | head", ExitCode.FOOTER})
final class JournalCommand {}
