package io.sluice.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /**
     * For ClickHouse's allocator: pages of 2 MiB where the kernel gives them on request, and memory that was freed kept for a minute
     * instead of five seconds. An insert takes some hundred megabytes for a moment, and getting them from the kernel again, 4 KiB at
     * a time, takes a quarter of all the CPU that ClickHouse needs for it. The peak grows by a tenth. Builds differ in what they
     * call the variable. https://jemalloc.net/jemalloc.3.html
     */
    private static final String ALLOCATOR = "thp:always,dirty_decay_ms:60000";

    /** Variables for the server's process. */
    static final Map<String, String> ENVIRONMENT = Map.of("JE_MALLOC_CONF", ALLOCATOR, "MALLOC_CONF", ALLOCATOR);

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
