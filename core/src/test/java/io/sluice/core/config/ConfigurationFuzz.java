package io.sluice.core.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.settings.FileSection;
import io.sluice.core.settings.Problem;
import io.sluice.core.settings.Problems;
import io.sluice.core.settings.SettingsFile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Any bytes as {@code webhooks.json}, and those behind a NUL as {@code connections.json}: every problem has a place, a message of one
 * line, and nothing in it that came from the environment.
 */
public final class ConfigurationFuzz {
    private static final String SECRET = "hunter2-from-the-environment";
    private static final Map<String, String> ENVIRONMENT = Map.of("S", SECRET, "REDIS_HOST", SECRET, "N", "7");

    private ConfigurationFuzz() {}

    /** Called by Jazzer, and by the replay of what it found. */
    public static void fuzzerTestOneInput(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != 0) {
            end++;
        }
        byte[] webhooks = Arrays.copyOf(input, end);
        byte[] others = end < input.length ? Arrays.copyOfRange(input, end + 1, input.length) : "{}".getBytes(UTF_8);
        Problems problems = new Problems();
        FileSection connections = SettingsFile.parse("connections.json", others, ENVIRONMENT, problems);
        Connections known = new ConnectionsReader(ENVIRONMENT, problems).read(connections);
        FileSection root = SettingsFile.parse("webhooks.json", webhooks, ENVIRONMENT, problems);
        new WebhooksReader(
                        List.of(
                                new ProbeGuard("rate_limit", GuardFactory.Phase.LIMIT),
                                new ProbeGuard("authorization", GuardFactory.Phase.IDENTITY)),
                        List.of(new ProbeDestination("log"), new ProbeDestination("http_webhook")),
                        known)
                .read(root);
        problems.errors().forEach(problem -> check(problem, input));
        problems.warnings().forEach(problem -> check(problem, input));
    }

    private static void check(Problem problem, byte[] input) {
        String line = problem.toString();
        boolean written = new String(input, UTF_8).contains(SECRET);
        if (problem.line() < 1 || problem.column() < 1 || problem.message().isEmpty()) {
            throw new AssertionError("no place or no message: " + line);
        }
        if (!written && line.contains(SECRET)) {
            throw new AssertionError("a value of the environment: " + line);
        }
        if (line.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            throw new AssertionError("control characters in a problem: " + line);
        }
    }
}
