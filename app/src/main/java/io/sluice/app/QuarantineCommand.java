package io.sluice.app;

import picocli.CommandLine.Command;

/** {@code sluice quarantine}: what webhooks with {@code "on_failure": "quarantine"} refused and kept. */
@Command(
        name = "quarantine",
        description = {
            "Shows and decides about requests that did not prove who sent them and were kept apart",
            "(webhooks with \"on_failure\": \"quarantine\")."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            QuarantineListCommand.class,
            QuarantineShowCommand.class,
            QuarantineRetryCommand.class,
            QuarantineDeleteCommand.class
        },
        footer = {
            "",
            "Example: sluice quarantine list --data ./data",
            "Example: sluice quarantine retry --webhook orders    (after the secret in webhooks.json was mended)",
            ExitCode.FOOTER
        })
final class QuarantineCommand {}
