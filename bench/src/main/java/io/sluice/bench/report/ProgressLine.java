package io.sluice.bench.report;

import io.sluice.bench.load.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** Says how far things are: one line that is rewritten on a terminal, a line each time otherwise. */
public final class ProgressLine {
    private static final int WIDTH = 100;
    private static final long PLAIN_INTERVAL_NANOS = 1_000_000_000L;

    private final PrintWriter out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private long lastPlain = start - PLAIN_INTERVAL_NANOS;
    private long before;
    private long beforeAt = start;
    private boolean dirty;

    /** On a terminal one line that is written over, elsewhere plain lines. */
    public static ProgressLine on(PrintWriter out) {
        // From JDK 25 on there is a console only where there is a terminal, before it had to be asked.
        return new ProgressLine(
                out,
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent());
    }

    private ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Tells of a load that runs. */
    public void load(Progress progress) {
        long now = System.nanoTime();
        long ended = progress.successfulSoFar() + progress.failedSoFar();
        if (ended < before) {
            before = 0; // another load has begun, as behind a warm-up
        }
        double rate = (ended - before) * 1e9 / Math.max(1, now - beforeAt);
        before = ended;
        beforeAt = now;
        say(String.format(
                Locale.ROOT,
                "%6.1f s  %,d requests  %,.0f/s  %,d errors",
                (now - start) / 1e9,
                ended,
                rate,
                progress.failedSoFar()));
    }

    /** Tells of anything else. Plain lines come once a second at most. */
    public void say(String line) {
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())));
            dirty = true;
        } else if (System.nanoTime() - lastPlain >= PLAIN_INTERVAL_NANOS * 9 / 10) {
            lastPlain = System.nanoTime();
            out.println(line);
        }
        out.flush();
    }

    /** Leaves the terminal's line empty for what comes next. */
    public void clear() {
        if (dirty) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
            out.flush();
            dirty = false;
        }
    }
}
