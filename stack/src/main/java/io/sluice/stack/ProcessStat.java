package io.sluice.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Linux says about a process in {@code /proc/PID/stat}, see proc_pid_stat(5).
 *
 * @param state {@code T} for a suspended one, {@code Z} for one that has ended and that its parent has not asked for yet
 * @param startTicks when it was started, in clock ticks since the machine was
 */
record ProcessStat(char state, long startTicks) {
    private static final int STATE = 0;
    private static final int START = 19;

    /** Empty when there is no such process, or no such file on this system. */
    static Optional<ProcessStat> of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // "pid (name) state …": the name may hold anything, parentheses and blanks too.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(new ProcessStat(fields[STATE].charAt(0), Long.parseLong(fields[START])));
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }
}
