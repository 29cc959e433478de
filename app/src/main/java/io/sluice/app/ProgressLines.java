package io.sluice.app;

import io.sluice.core.journal.RepairProgress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says every two seconds how far a repair is. A short one says nothing. */
final class ProgressLines implements RepairProgress {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final PrintWriter out;
    private final Path directory;
    private final LongSupplier nanos;
    private long said;

    ProgressLines(PrintWriter out, Path directory, LongSupplier nanos) {
        this.out = out;
        this.directory = directory;
        this.nanos = nanos;
        this.said = nanos.getAsLong();
    }

    @Override
    public void at(String step, long done, long total) {
        long now = nanos.getAsLong();
        if (now - said >= PAUSE_NANOS && total > 0) {
            said = now;
            out.printf("%s: %s, %,d of %,d MiB%n", directory.getFileName(), step, done >> 20, total >> 20);
            out.flush();
        }
    }
}
