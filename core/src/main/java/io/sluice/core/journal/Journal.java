package io.sluice.core.journal;

import io.sluice.core.disk.Disk;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The append-only log that every event enters before its sender gets an answer. Appends from any thread are committed in groups: one
 * write and one fsync for all that queued up while the last fsync ran. A record is visible to readers when it is safe on disk, never
 * before. Thread-safe.
 *
 * <pre>{@code
 * try (Journal journal = Journal.open(folder, JournalOptions.defaults("webhook-1"), new FileDisk(), InstantSource.system())) {
 *     journal.append(RecordType.EVENT, EventCodec.body(event), listener); // the listener hears when it is on disk
 *     JournalReader reader = journal.read(1);
 * }
 * }</pre>
 */
public final class Journal implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Journal.class.getName());
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(15);
    /** A segment is made ready for the next one only when the journal is in use. */
    private static final long USED_BYTES = 256 << 10;

    private final JournalRef ref;
    private final JournalOptions options;
    private final Pace pace;
    private final Disk disk;
    private final Catalogue catalogue;
    private final Queue queue;
    private final CommitSignal signal = new CommitSignal();
    private final Retention retention;
    private final Spare spare;
    private final CommitTimes times = new CommitTimes();
    private final EarlierTimes earlier;
    private final Committer committer;
    private final Thread committing;
    private final Thread watching;
    private final Thread deleting;
    private final UUID id;
    private final AutoCloseable lock;
    private final long tornBytes;

    private Journal(
            Path directory, JournalOptions options, Disk disk, InstantSource clock, Pace pace, AutoCloseable lock)
            throws IOException {
        this.options = options;
        this.pace = pace;
        this.disk = disk;
        this.lock = lock;
        Recovery.Recovered recovered = new Recovery(directory, disk, options.verifyBytesOnOpen()).run();
        this.tornBytes = recovered.tornBytes();
        if (tornBytes > 0) {
            LOG.log(
                    Level.INFO,
                    "cut {0} bytes of an unfinished write from the end of the journal in {1}; no acknowledged event was in them",
                    tornBytes,
                    directory);
        }
        this.id = recovered.journal().orElseGet(UUID::randomUUID);
        this.ref = new JournalRef(id.toString(), options.instance());
        long next = recovered.segments().isEmpty()
                ? 1
                : recovered.segments().getLast().lastSequence() + 1;
        this.spare = new Spare(directory, disk, options);
        spare.recover();
        SegmentWriter writer = SegmentWriter.create(directory, disk, id, next, spare);
        this.catalogue = new Catalogue(
                recovered.segments(), new Segment(writer.path(), next, next - 1, 0, writer.end(), writer.end()));
        this.queue = new Queue(options, catalogue::bytes);
        this.retention = new Retention(directory, disk, catalogue, clock, options);
        this.earlier = new EarlierTimes(catalogue, this::read);
        this.committer = new Committer(
                directory, disk, id, clock, options, pace, queue, catalogue, times, signal, spare, writer);
        this.committing = pace.start("journal-committer", committer);
        this.watching = pace.start("journal-watchdog", this::watch);
        // Of its own, because a disk that hangs in a deletion must not keep the watchdog from refusing what has
        // expired.
        this.deleting = pace.start("journal-retention", this::retain);
    }

    /**
     * Opens the journal in a directory, making it when there is none. A torn tail is cut and reported.
     *
     * @throws JournalDamaged when it holds something that a crash cannot have caused; nothing is changed then
     * @throws IOException when the directory cannot be used, or another process has it
     */
    public static Journal open(Path directory, JournalOptions options, Disk disk, InstantSource clock)
            throws IOException {
        return open(directory, options, disk, clock, Pace.DEFAULT);
    }

    static Journal open(Path directory, JournalOptions options, Disk disk, InstantSource clock, Pace pace)
            throws IOException {
        disk.createDirectories(directory);
        AutoCloseable lock = disk.lock(directory.resolve("lock"));
        try {
            return new Journal(directory, options, disk, clock, pace, lock);
        } catch (IOException | RuntimeException failed) {
            release(lock);
            throw failed;
        }
    }

    /**
     * Queues a record. Never waits for the disk; the listener hears what became of it.
     *
     * @throws IllegalArgumentException if the record is larger than any record may be
     */
    public void append(RecordType type, RecordBody body, AppendListener listener) {
        queue.add(type, body, listener);
    }

    /** A reader that begins with that sequence, or with the oldest record there is if that one was deleted. */
    public JournalReader read(long fromSequence) {
        return new JournalReader(disk, catalogue, signal, id, fromSequence);
    }

    /** The sequence of the oldest record that is still kept. */
    public long firstSequence() {
        return catalogue.firstSequence();
    }

    /** The sequence of the newest record that is safe on disk; 0 when there never was one. */
    public long committedSequence() {
        return catalogue.committedSequence();
    }

    /**
     * When a record was committed, for measuring how far a reader is behind; nothing is read for it but records of an earlier run. Of a
     * record of this run the answer may be too early, by a tenth of a second or a 64th of its age, and of one that is damaged it is the
     * time of the one before.
     *
     * @return Unix microseconds; empty when no such record is committed yet
     */
    public OptionalLong committedMicros(long sequence) {
        if (sequence > committedSequence()) {
            return OptionalLong.empty();
        }
        OptionalLong known = times.of(sequence);
        return known.isPresent() ? known : OptionalLong.of(earlier.of(sequence));
    }

    /**
     * Keeps segments for a reader.
     *
     * @param lowWater every record up to this sequence is no longer needed by it; called often, from another thread
     */
    public void pin(String reader, LongSupplier lowWater) {
        retention.pin(reader, lowWater);
    }

    /** Who this journal is. The id is made with the first segment and stands in every one; an emptied folder gets a new one. */
    public JournalRef ref() {
        return ref;
    }

    public JournalState state() {
        return queue.state();
    }

    public JournalMeasures measures() {
        return new JournalMeasures(
                firstSequence(),
                committedSequence(),
                catalogue.closed().size() + 1,
                catalogue.bytes(),
                options.roomForRecords(),
                queue.records(),
                queue.bytes(),
                committer.commits(),
                tornBytes,
                queue.refused());
    }

    /**
     * Writes what is queued, closes the segment and gives the directory back. Later appends are refused. When the disk does not answer
     * for 15 seconds the directory stays claimed until the process ends, because it may still be written to.
     */
    @Override
    public void close() {
        queue.close();
        LockSupport.unpark(deleting);
        try {
            if (committing.join(LONGEST_CLOSE) && deleting.join(LONGEST_CLOSE)) {
                LockSupport.unpark(watching);
                watching.join();
                queue.free();
                release(lock);
            } else {
                LOG.log(Level.ERROR, "the disk did not answer within {0}; the journal is left as it is", LONGEST_CLOSE);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        long pause = Math.clamp(options.appendTimeout().toNanos() / 8, 1_000_000L, 100_000_000L);
        while (committing.isAlive()) {
            queue.expire();
            LockSupport.parkNanos(pause);
        }
    }

    private void retain() {
        while (!queue.closing()) {
            retention.run();
            if (catalogue.active().bytes() > Math.min(USED_BYTES, options.segmentBytes() / 4)) {
                spare.fill(queue::closing);
            }
            LockSupport.parkNanos(pace.retention().toNanos());
        }
    }

    private static void release(AutoCloseable lock) {
        try {
            lock.close();
        } catch (Exception left) {
            LOG.log(Level.WARNING, "the lock of the journal could not be given back: {0}", left.getMessage());
        }
    }
}
