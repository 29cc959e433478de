package io.sluice.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A server that can be started as a local process.
 *
 * @param name as the Compose file calls it
 * @param command program and arguments; asked for only when the server is started, since finding the program may mean fetching it
 * @param environment variables beside the inherited ones
 * @param folder its data, its log and its pid file; made when it is not there
 * @param ports what it listens on; the first is the one its users talk to
 * @param probe whether it is ready
 */
public record Service(
        String name,
        Supplier<List<String>> command,
        Map<String, String> environment,
        Path folder,
        List<Integer> ports,
        Probe probe) {

    public Service {
        environment = Map.copyOf(environment);
        ports = List.copyOf(ports);
        if (ports.isEmpty()) {
            throw new IllegalArgumentException(name + " needs a port");
        }
    }

    /** A server with one port and a command that is known from the start. */
    public Service(
            String name, List<String> command, Map<String, String> environment, Path folder, int port, Probe probe) {
        this(name, () -> command, environment, folder, List.of(port), probe);
    }

    /** The port its users talk to. */
    public int port() {
        return ports.getFirst();
    }

    /** What it prints goes here. */
    public Path log() {
        return folder.resolve(name + ".log");
    }

    PidFile pidFile() {
        return new PidFile(folder.resolve(name + ".pid"));
    }
}
