package io.sluice.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Remembers as which process a service runs: its number, when it was started, and in which run of the machine. A number that was
 * given to another program since is so never mistaken for the service.
 */
record PidFile(Path path) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final String WRITE_AND_BECOME = """
            { echo $$; cut -d ' ' -f 22 /proc/$$/stat; cat %s; } >"$0.new" && mv "$0.new" "$0" && exec "$@"
            """.formatted(BOOT);

    /**
     * The command that writes the file and then becomes the given one, in a session of its own. The service's own process writes it:
     * whoever starts it may be killed at any moment and leaves no process that nobody knows.
     */
    List<String> writtenBy(List<String> command) {
        List<String> whole = new ArrayList<>(List.of("setsid", "sh", "-c", WRITE_AND_BECOME, path.toString()));
        whole.addAll(command);
        return List.copyOf(whole);
    }

    /** The process, when the very one that the file names is still there. */
    Optional<ProcessHandle> process() {
        try {
            if (!Files.exists(path)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(path);
            if (lines.size() < 3 || !lines.get(2).equals(Files.readString(BOOT).strip())) {
                return Optional.empty();
            }
            long pid = Long.parseLong(lines.get(0));
            long startTicks = Long.parseLong(lines.get(1));
            return ProcessStat.of(pid)
                    .filter(stat -> stat.startTicks() == startTicks)
                    .flatMap(same -> ProcessHandle.of(pid));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    boolean exists() {
        return Files.exists(path);
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException left) {
            throw new StackException("cannot remove " + path + ": " + left.getMessage(), left);
        }
    }
}
