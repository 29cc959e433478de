package io.sluice.core.journal;

import io.sluice.core.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** A journal that does not rest as long as the real one between two looks, so that tests need not wait for it. */
public final class QuickJournal {
    private static final Pace PACE = new Pace(
            Thread::ofVirtual,
            Duration.ofNanos(50_000),
            Duration.ofNanos(200_000),
            Duration.ofNanos(20_000),
            Duration.ofNanos(200_000));

    private QuickJournal() {}

    public static Journal open(Path directory, JournalOptions options, Disk disk, InstantSource clock)
            throws IOException {
        return Journal.open(directory, options, disk, clock, PACE);
    }
}
