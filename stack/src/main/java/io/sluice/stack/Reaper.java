package io.sluice.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Sees to it that no server outlives the process that started it, also when that process is killed: a shell holds the list of
 * process ids and kills what is on it when its input ends, which the kernel guarantees.
 */
final class Reaper {
    // A process is taken off the list as soon as it has ended: its number may belong to another program soon.
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            pids=' '
            while read -r sign pid; do
              case $sign in
                +) pids="$pids$pid " ;;
                -) case $pids in *" $pid "*) pids="${pids%%" $pid "*} ${pids#*" $pid "}" ;; esac ;;
              esac
            done
            for pid in $pids; do kill -9 "$pid" 2>/dev/null; done
            """;
    private static final Reaper INSTANCE = new Reaper();

    private final Writer list;

    private Reaper() {
        try {
            Process shell = new ProcessBuilder("sh", "-c", SCRIPT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            list = shell.outputWriter(StandardCharsets.US_ASCII);
        } catch (IOException noShell) {
            throw new UncheckedIOException("a shell is needed to look after the servers", noShell);
        }
    }

    static Reaper instance() {
        return INSTANCE;
    }

    /** Keeps the process on the list until it ends. */
    void watch(ProcessHandle process) {
        send("+ " + process.pid());
        Thread.startVirtualThread(() -> send("- " + process.onExit().join().pid()));
    }

    private synchronized void send(String line) {
        try {
            list.write(line + "\n");
            list.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException("the process that looks after the servers is gone", gone);
        }
    }
}
