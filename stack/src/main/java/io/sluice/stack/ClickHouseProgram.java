package io.sluice.stack;

import java.io.IOException;
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

    static List<String> command(int httpPort, int tcpPort, Path folder) {
        Path data = folder.toAbsolutePath().resolve("data");
        List<String> ports = List.of(
                "--http_port",
                Integer.toString(httpPort),
                "--tcp_port",
                Integer.toString(tcpPort),
                "--listen_host",
                "127.0.0.1",
                "--path",
                data.toString());
        Optional<String> installed = Programs.find("clickhouse").filter(ClickHouseProgram::isCurrent);
        List<String> command = new ArrayList<>();
        if (installed.isPresent()) {
            command.addAll(List.of(installed.get(), "server", "--"));
            command.addAll(ports);
            return List.copyOf(command);
        }
        command.addAll(ClickHouseHost.command(ChdbLibrary.locate()));
        command.addAll(ports);
        command.addAll(List.of("--query", SERVE));
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
