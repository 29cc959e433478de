package io.sluice.app;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** {@code --secret}, and better ways to hand one over: what stands on a command line every user of the machine can see. */
final class SecretOption {
    @Option(
            names = "--secret",
            paramLabel = "TEXT",
            description =
                    "The secret, as it is configured at the receiver. Other users of this machine can see it in the list of"
                            + " processes, and the shell remembers it: use it for trials alone.")
    private String secret;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "Reads the secret from a file, without the newline at its end; - reads the standard input.")
    private String file;

    @Option(
            names = "--secret-env",
            paramLabel = "NAME",
            description = "Takes the secret from the environment variable of that name.")
    private String variable;

    /** The secret from the one place that was named. */
    String read(InputFile input, Map<String, String> environment) throws CommandFailure {
        long named =
                Stream.of(secret, file, variable).filter(one -> one != null).count();
        if (named != 1) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    (named == 0 ? "sluice: there is no secret to sign with" : "sluice: there is more than one secret")
                            + "; give one of --secret-file, --secret-env and --secret");
        }
        if (file != null) {
            return new String(input.read(file), StandardCharsets.UTF_8).replaceFirst("\\r?\\n\\z", "");
        }
        return variable == null
                ? secret
                : Optional.ofNullable(environment.get(variable))
                        .orElseThrow(() -> new CommandFailure(
                                ExitCode.USAGE, "sluice: there is no environment variable " + variable));
    }
}
