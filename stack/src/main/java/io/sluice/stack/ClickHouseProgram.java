package io.sluice.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How to start a ClickHouse here: {@code clickhouse server} when a current one is installed, else the engine from libchdb. */
final class ClickHouseProgram {
    private static final int OLDEST_MAJOR = 24;
    private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.");

    /** Opens the listeners, then never returns, which keeps the process alive. */
    private static final String SERVE = "SYSTEM START LISTEN HTTP; SYSTEM START LISTEN TCP; "
            + "SELECT sleepEachRow(3) FROM system.numbers FORMAT Null "
            + "SETTINGS max_block_size=1, function_sleep_max_microseconds_per_block=0";

    private ClickHouseProgram() {}

    /** Writes the configuration into the folder. @return the command that starts a server with it */
    static List<String> command(int httpPort, int tcpPort, Path folder) {
        Path home = folder.toAbsolutePath();
        Path file = home.resolve("clickhouse.xml");
        ClickHouseConfiguration configuration = new ClickHouseConfiguration(httpPort, tcpPort, home.resolve("data"));
        Optional<String> installed = Programs.find("clickhouse").filter(ClickHouseProgram::isCurrent);
        try {
            if (installed.isPresent()) {
                Files.writeString(file, configuration.forServer());
                return List.of(installed.get(), "server", "--config-file", file.toString());
            }
            Files.writeString(file, configuration.forLibrary());
        } catch (IOException unwritable) {
            throw new StackException("cannot write " + file + ": " + unwritable.getMessage(), unwritable);
        }
        List<String> command = new ArrayList<>(ClickHouseHost.command(ChdbLibrary.locate()));
        command.addAll(List.of("--config-file", file.toString(), "--query", SERVE));
        return List.copyOf(command);
    }

    /** Debian's own package is of 2018 and no target. */
    private static boolean isCurrent(String program) {
        try {
            Process asked = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .start();
            try (var output = asked.inputReader()) {
                Matcher version = VERSION.matcher(output.readAllAsString());
                return version.find() && Integer.parseInt(version.group(1)) >= OLDEST_MAJOR;
            }
        } catch (IOException unusable) {
            return false;
        }
    }
}
