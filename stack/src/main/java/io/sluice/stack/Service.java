package io.sluice.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A server that can be started as a local process.
 *
 * @param name as the Compose file calls it
 * @param command program and arguments
 * @param environment variables beside the inherited ones
 * @param folder its data, its log and its pid file; made when it is not there
 * @param port the port its users talk to
 * @param probe whether it is ready
 */
public record Service(
        String name, List<String> command, Map<String, String> environment, Path folder, int port, Probe probe) {

    /** What it prints goes here. */
    public Path log() {
        return folder.resolve(name + ".log");
    }

    Path pidFile() {
        return folder.resolve(name + ".pid");
    }
}
