package io.sluice.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How Sluice's own commands are started as processes.
 *
 * @param command what stands before the name of the command, such as the launcher's path, or java with a class path and a main class
 */
public record Launcher(List<String> command) {

    /** The launcher script of the checkout or release that runs now, as it says in {@code SLUICE_HOME}. */
    public static Launcher ofHome() {
        String home = System.getenv("SLUICE_HOME");
        if (home == null) {
            throw new StackException("SLUICE_HOME is not set; start this command through ./sluice");
        }
        return new Launcher(List.of(Path.of(home, "sluice").toString()));
    }

    /** The whole command line for a command with its arguments. */
    public List<String> with(String... arguments) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(arguments));
        return List.copyOf(whole);
    }
}
