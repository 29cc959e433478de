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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Deletes segments that every reader has passed and whose replay window is over. While a reader has not come yet, nothing goes. */
final class Retention {
    private static final System.Logger LOG = System.getLogger(Retention.class.getName());

    private final Map<String, LongSupplier> lowWaters = new ConcurrentHashMap<>();
    private final Path directory;
    private final Disk disk;
    private final Catalogue catalogue;
    private final InstantSource clock;
    private final Duration replayWindow;
    private final Set<String> readers;
    private Optional<Segment> leaving = Optional.empty();

    Retention(Path directory, Disk disk, Catalogue catalogue, InstantSource clock, JournalOptions options) {
        this.directory = directory;
        this.disk = disk;
        this.catalogue = catalogue;
        this.clock = clock;
        this.replayWindow = options.replayWindow();
        this.readers = options.readers();
    }

    void pin(String reader, LongSupplier lowWater) {
        lowWaters.put(reader, lowWater);
    }

    /**
     * Deletes what may go, oldest first. A segment is deleted only when the deletion of the one before is safe on disk, so that a
     * crash never leaves a gap.
     */
    void run() {
        try {
            finish();
            for (Optional<Segment> next = next(); next.isPresent(); next = next()) {
                catalogue.forget(next.get()); // first, so that no reader opens it anew
                leaving = next;
                finish();
            }
        } catch (IOException | RuntimeException kept) {
            LOG.log(Level.WARNING, "an old segment of {0} could not be deleted yet: {1}", directory, kept.getMessage());
        }
    }

    private void finish() throws IOException {
        if (leaving.isPresent()) {
            if (disk.exists(leaving.get().file())) {
                disk.delete(leaving.get().file());
            }
            disk.syncDirectory(directory);
            leaving = Optional.empty();
            catalogue.gone();
        }
    }

    /** The oldest segment, when nobody needs it. The newest closed one stays: it tells the next start which sequence follows. */
    private Optional<Segment> next() {
        List<Segment> closed = catalogue.closed();
        if (closed.size() < 2 || lowWaters.isEmpty() || !lowWaters.keySet().containsAll(readers)) {
            return Optional.empty();
        }
        Segment oldest = closed.getFirst();
        boolean passed = lowWaters.values().stream().allMatch(low -> low.getAsLong() >= oldest.lastSequence());
        return passed && windowIsOver(oldest) ? Optional.of(oldest) : Optional.empty();
    }

    private boolean windowIsOver(Segment segment) {
        // Without a window the clock is not asked: it may have been set back.
        return replayWindow.isZero()
                || segment.lastMicros()
                        <= ChronoUnit.MICROS.between(
                                Instant.EPOCH, clock.instant().minus(replayWindow));
    }
}
