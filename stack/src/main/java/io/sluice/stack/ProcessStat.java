package io.sluice.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Linux says about a process in {@code /proc/PID/stat}, see proc_pid_stat(5).
 *
 * @param state of its first thread: {@code T} suspended, {@code Z} ended, but its parent has not asked for it yet
 * @param threads how many it has, the first one included
 * @param startTicks when it was started, in clock ticks since the machine was
 */
record ProcessStat(char state, int threads, long startTicks) {
    // Counted from the state, which is field 3.
    private static final int STATE = 0;
    private static final int THREADS = 17;
    private static final int START = 19;

    /** Empty when there is no such process, or no such file on this system. */
    static Optional<ProcessStat> of(long pid) {
        try {
            return Optional.of(parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat"))));
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    static ProcessStat parse(String stat) {
        // "pid (name) state …": the name may hold anything, parentheses and blanks too.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new ProcessStat(
                fields[STATE].charAt(0), Integer.parseInt(fields[THREADS]), Long.parseLong(fields[START]));
    }

    boolean suspended() {
        return state == 'T';
    }

    /** Whether all of it has ended: while other threads are still on their way out, they hold its files and its ports. */
    boolean ended() {
        return state == 'Z' && threads <= 1;
    }
}
