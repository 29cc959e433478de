package io.sluice.core.journal;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Reads committed records in order, from the disk, as they come. One thread at a time. */
public final class JournalReader implements AutoCloseable {
    private static final int UNDER_LOAD = 16;
    private static final Duration GATHER = Duration.ofMillis(4);

    private final Disk disk;
    private final Catalogue catalogue;
    private final CommitSignal signal;
    private final UUID journal;
    private long next;
    /** The next sequence when it last had nothing to read. */
    private long waitedAt;

    private Segment segment;
    private DiskFile file;
    private SegmentScanner scanner;

    JournalReader(Disk disk, Catalogue catalogue, CommitSignal signal, UUID journal, long from) {
        this.disk = disk;
        this.catalogue = catalogue;
        this.signal = signal;
        this.journal = journal;
        this.next = Math.max(from, catalogue.firstSequence());
        this.waitedAt = next;
    }

    /** The sequence of the record that {@link #next()} will return next. */
    public long nextSequence() {
        return next;
    }

    /**
     * The next record, or empty when everything committed has been read.
     *
     * @throws IOException when it cannot be read or is damaged, naming the segment and the offset; reading on is not possible
     */
    public Optional<JournalRecord> next() throws IOException {
        if (segment == null || next > segment.lastSequence()) {
            if (!moveOn()) {
                return Optional.empty();
            }
        }
        try {
            Optional<JournalRecord> record = scanner.next(segment.recordsEnd());
            while (record.isPresent() && record.get().sequence() < next) {
                record = scanner.next(segment.recordsEnd());
            }
            if (record.isEmpty()) {
                throw new JournalDamaged(segment.file(), scanner.offset(), "record " + next + " is missing at its end");
            }
            next = record.get().sequence() + 1;
            return record;
        } catch (DamagedRecord unsound) {
            throw new JournalDamaged(segment.file(), unsound.offset(), unsound.getMessage());
        }
    }

    /** The next record, waiting for one to be committed; empty when none was in that time. */
    public Optional<JournalRecord> next(Duration wait) throws IOException, InterruptedException {
        Optional<JournalRecord> record = next();
        if (record.isPresent()) {
            return record;
        }
        return awaitNext(wait) ? next() : Optional.empty();
    }

    /**
     * Waits until there is a record to read; says whether there is. Under load it first lets some commits gather, so that a reader wakes
     * up for many of them and the committer has nobody to wake.
     */
    public boolean awaitNext(Duration wait) throws InterruptedException {
        if (next - waitedAt >= UNDER_LOAD) {
            Thread.sleep(GATHER);
        }
        waitedAt = next;
        return signal.await(() -> catalogue.committedSequence() >= next, wait.toNanos());
    }

    /** Finds the segment of the next record; false when it is not committed yet. */
    private boolean moveOn() throws IOException {
        while (true) {
            Optional<Segment> found = catalogue.holding(next);
            if (found.isEmpty()) {
                return false;
            }
            Segment now = found.get();
            next = Math.max(next, now.firstSequence()); // older ones were deleted: their readers had all passed
            if (segment != null && segment.file().equals(now.file())) {
                segment = now;
                return true;
            }
            close();
            try {
                file = disk.openForReading(now.file());
                segment = now;
                scanner = new SegmentScanner(file, journal, now.firstSequence());
                return true;
            } catch (NoSuchFileException deletedMeanwhile) {
                if (catalogue.holding(next).filter(now::equals).isPresent()) {
                    throw new JournalDamaged(now.file(), 0, "the file is gone");
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
            segment = null;
        }
    }
}
