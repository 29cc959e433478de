package io.sluice.core.journal;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one thread that writes: takes whatever has queued up while the last fsync ran, writes it in one piece, syncs once, and then
 * tells every waiting append. When many came at once it lets the next group gather for a moment: a sync costs as much for one record
 * as for a hundred, and while so many come the processor is what everything waits for (DeWitt et al., "Implementation Techniques for
 * Main Memory Database Systems", SIGMOD 1984, on group commit). After a failed write or fsync nothing is known of what was written since the last success, so it is
 * never tried again as if nothing had happened: the waiting appends are refused, the segment is cut back to its last safe record and
 * closed, and a new one is begun before anything is acknowledged again.
 */
final class Committer implements Runnable {
    private static final System.Logger LOG = System.getLogger(Committer.class.getName());
    private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** Records in one group from which on the next one gathers: fewer come when there is time to sync for each few. */
    private static final int MANY = 24;
    /** Bytes of a group from which on a sync is dear for what it brings to the disk, not for its own sake. */
    private static final int LARGE = 128 << 10;

    private final Path directory;
    private final Disk disk;
    private final UUID id;
    private final InstantSource clock;
    private final JournalOptions options;
    private final Pace pace;
    private final Queue queue;
    private final Catalogue catalogue;
    private final CommitTimes times;
    private final CommitSignal signal;
    private final Spare spare;
    private final Checksum checksum;
    private final AtomicLong commits = new AtomicLong();
    private SegmentWriter writer;
    private long lastFailureNanos;
    private long pauseNanos;

    Committer(
            Path directory,
            Disk disk,
            UUID id,
            InstantSource clock,
            JournalOptions options,
            Pace pace,
            Queue queue,
            Catalogue catalogue,
            CommitTimes times,
            CommitSignal signal,
            Spare spare,
            SegmentWriter writer) {
        this.directory = directory;
        this.disk = disk;
        this.id = id;
        this.checksum = new Checksum(id);
        this.clock = clock;
        this.options = options;
        this.pace = pace;
        this.queue = queue;
        this.catalogue = catalogue;
        this.times = times;
        this.signal = signal;
        this.spare = spare;
        this.writer = writer;
    }

    /** Group commits so far. */
    long commits() {
        return commits.get();
    }

    @Override
    public void run() {
        for (Staging batch = queue.take(); batch != null; batch = queue.take()) {
            boolean manyCome = batch.size() >= MANY && batch.bytes() < LARGE;
            if (batch.size() > 0) {
                try {
                    commit(batch);
                } catch (IOException broken) {
                    fail(batch, broken);
                } catch (RuntimeException | Error unexpected) { // without this thread nothing would ever be answered
                    fail(batch, new IOException(unexpected));
                }
            }
            signal.raise();
            if (manyCome) {
                queue.pause(pace.gathering().toNanos());
            }
        }
        closeSegment();
        signal.raise();
    }

    private void commit(Staging batch) throws IOException {
        Segment active = catalogue.active();
        boolean isFull = active.recordsEnd() + batch.bytes() > options.segmentBytes() && !active.isEmpty();
        boolean isGrowing = !writer.allocated() && spare.isReady(); // it was made when no spare one was ready
        if (isFull || isGrowing) {
            active = roll(active);
        }
        long first = active.lastSequence() + 1;
        int records = batch.size();
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        ByteBuffer bytes = batch.seal(checksum, first, micros);
        int length = bytes.remaining();
        long begin = System.nanoTime();
        writer.write(bytes);
        long written = System.nanoTime();
        writer.sync();
        long synced = System.nanoTime();
        times.committed(first, micros);
        catalogue.advance(new Segment(
                active.file(), active.firstSequence(), first + records - 1, micros, writer.end(), writer.end()));
        commits.incrementAndGet();
        batch.committed(first, micros);
        try {
            options.observer().committed(records, length, written - begin, synced - written);
        } catch (RuntimeException careless) {
            LOG.log(Level.ERROR, "an observer of the journal failed", careless); // what it was told of is on disk
        }
    }

    private Segment roll(Segment active) throws IOException {
        Segment closed = writer.close(active);
        writer = SegmentWriter.create(directory, disk, id, active.lastSequence() + 1, spare);
        return begin(closed);
    }

    private Segment begin(Segment closed) {
        Segment next = new Segment(
                writer.path(), writer.firstSequence(), writer.firstSequence() - 1, 0, writer.end(), writer.end());
        catalogue.roll(closed, next);
        return next;
    }

    private void fail(Staging batch, IOException broken) {
        boolean full = String.valueOf(broken.getMessage()).contains("No space left")
                || String.valueOf(broken.getMessage()).contains("quota exceeded");
        Refusal refusal = full ? Refusal.FULL : Refusal.FAILED;
        queue.fail(batch, new JournalState.Failed(refusal, String.valueOf(broken.getMessage())));
        // When one failure follows another, as on a full disk, neither the disk nor the log is flooded.
        boolean again = lastFailureNanos != 0 && System.nanoTime() - lastFailureNanos < SOON_NANOS;
        pauseNanos = again ? longer() : pace.firstRepair().toNanos();
        lastFailureNanos = System.nanoTime();
        LOG.log(
                again ? Level.DEBUG : Level.ERROR,
                "the journal in {0} cannot be written ({1}); nothing is accepted until it has been reopened, which is tried now",
                directory,
                broken.getMessage());
        writer.abandon();
        if (again) {
            queue.pause(pauseNanos);
        }
        while (!queue.closing()) {
            try {
                reopen();
                queue.heal();
                LOG.log(
                        again ? Level.DEBUG : Level.INFO,
                        "the journal in {0} was reopened and accepts events again",
                        directory);
                return;
            } catch (IOException | RuntimeException stillBroken) {
                queue.pause(pauseNanos);
                pauseNanos = longer();
            }
        }
    }

    private long longer() {
        return Math.min(pauseNanos * 2, pace.longestRepair().toNanos());
    }

    /** Cuts the segment back to what is safe and begins a new one. May be repeated from any point of failure. */
    private void reopen() throws IOException {
        Segment active = catalogue.active();
        Segment closed = active;
        if (disk.exists(active.file())) {
            if (active.isEmpty()) {
                disk.delete(active.file());
                disk.syncDirectory(directory);
            } else {
                try (DiskFile file = disk.open(active.file())) {
                    closed = SegmentWriter.rescue(file, id, active, active.recordsEnd());
                }
            }
        }
        writer = SegmentWriter.create(directory, disk, id, active.lastSequence() + 1, spare);
        begin(closed);
    }

    private void closeSegment() {
        try {
            writer.close(catalogue.active());
        } catch (IOException left) {
            LOG.log(Level.WARNING, "the last segment was left open ({0}); the next start closes it", left.getMessage());
        }
    }
}
