package io.sluice.core.journal;

import io.sluice.core.disk.Disk;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Deletes segments that every reader has passed and whose replay window is over. While no reader is known, nothing goes. */
final class Retention {
    private static final System.Logger LOG = System.getLogger(Retention.class.getName());

    private final Map<String, LongSupplier> lowWaters = new ConcurrentHashMap<>();
    private final Path directory;
    private final Disk disk;
    private final Catalogue catalogue;
    private final InstantSource clock;
    private final Duration replayWindow;

    Retention(Path directory, Disk disk, Catalogue catalogue, InstantSource clock, Duration replayWindow) {
        this.directory = directory;
        this.disk = disk;
        this.catalogue = catalogue;
        this.clock = clock;
        this.replayWindow = replayWindow;
    }

    void pin(String reader, LongSupplier lowWater) {
        lowWaters.put(reader, lowWater);
    }

    /** Deletes what may go, oldest first. */
    void run() {
        if (lowWaters.isEmpty()) {
            return;
        }
        long needed = lowWaters.values().stream()
                .mapToLong(LongSupplier::getAsLong)
                .min()
                .getAsLong();
        long keepFrom = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant().minus(replayWindow));
        List<Segment> closed = catalogue.closed();
        // The newest closed segment stays, because it tells the next start which sequence comes next.
        for (Segment segment : closed.subList(0, Math.max(0, closed.size() - 1))) {
            if (segment.lastSequence() > needed || segment.lastMicros() > keepFrom) {
                return;
            }
            try {
                catalogue.forget(segment); // first, so that no reader opens it anew
                disk.delete(segment.file());
                disk.syncDirectory(directory);
            } catch (IOException kept) {
                LOG.log(Level.WARNING, "could not delete {0}: {1}", segment.file(), kept.getMessage());
                return;
            }
        }
    }
}
