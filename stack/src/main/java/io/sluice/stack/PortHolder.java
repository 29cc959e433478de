package io.sluice.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out through {@code /proc} which program listens on a port, as far as the system lets this user see it. */
final class PortHolder {
    private static final Path PROC = Path.of("/proc");
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTEN = "0A";

    private PortHolder() {}

    /** Its name and process id. Not its arguments: those may hold secrets. */
    static Optional<String> of(int port) {
        Set<String> sockets = Stream.of("tcp", "tcp6")
                .flatMap(table -> listening(PROC.resolve("net").resolve(table), port))
                .collect(Collectors.toSet());
        return sockets.isEmpty() ? Optional.empty() : holder(sockets);
    }

    /** The sockets that listen on the port, as links to them read. The table's format is in proc_net_tcp(5). */
    private static Stream<String> listening(Path table, int port) {
        String end = ":%04X".formatted(port);
        try {
            return Files.readAllLines(table).stream()
                    .map(line -> List.of(line.strip().split("\\s+")))
                    .filter(columns -> columns.get(LOCAL_ADDRESS).endsWith(end)
                            && columns.get(STATE).equals(LISTEN))
                    .map(columns -> "socket:[" + columns.get(INODE) + "]");
        } catch (IOException noSuchTable) {
            return Stream.empty();
        }
    }

    private static Optional<String> holder(Set<String> sockets) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, sockets)) {
                    return Optional.of(name(process) + " (pid " + process.getFileName() + ")");
                }
            }
            return Optional.empty();
        } catch (IOException noProcesses) {
            return Optional.empty();
        }
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return files.anyMatch(file -> sockets.contains(target(file)));
        } catch (IOException | UncheckedIOException endedOrForeign) {
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException ended) {
            return "a program";
        }
    }
}
