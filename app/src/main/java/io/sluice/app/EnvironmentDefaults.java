package io.sluice.app;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives every option a second way in: {@code --some-option} is also {@code SLUICE_SOME_OPTION}. Where the Python system that
 * Sluice replaces had a name of its own for the same thing, that name works as well, after the first.
 */
public final class EnvironmentDefaults implements IDefaultValueProvider {
    private static final Map<String, List<String>> OLDER_NAMES = Map.of(
            "--webhooks", List.of("WEBHOOKS_CONFIG_FILE"),
            "--connections", List.of("CONNECTIONS_CONFIG_FILE"),
            "--host", List.of("HOST"),
            "--port", List.of("PORT"));

    private final Map<String, String> environment;

    public EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null; // null means "no default" in picocli's contract
        }
        return names(option)
                .map(environment::get)
                .filter(Objects::nonNull)
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse(null);
    }

    /** Installs this provider for a command and everything below it, and lists the variables at the foot of each help page. */
    public void install(CommandLine command) {
        command.setDefaultValueProvider(this);
        document(command);
    }

    private static void document(CommandLine command) {
        List<String> variables = command.getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp() && !option.hidden())
                .map(option -> String.join(" or ", names(option).toList()))
                .toList();
        if (!variables.isEmpty()) {
            var usage = command.getCommandSpec().usageMessage();
            usage.footer(Stream.concat(
                            Stream.of(usage.footer()),
                            Stream.of(
                                    "", "Each option is also an environment variable: " + String.join(", ", variables)))
                    .toArray(String[]::new));
        }
        command.getSubcommands().values().forEach(EnvironmentDefaults::document);
    }

    private static Stream<String> names(OptionSpec option) {
        String longest = option.longestName();
        if (!longest.startsWith("--")) {
            return Stream.empty();
        }
        String own = "SLUICE_" + longest.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
        return Stream.concat(Stream.of(own), OLDER_NAMES.getOrDefault(longest, List.of()).stream());
    }
}
