package io.sluice.core.journal;

import io.sluice.core.disk.Disk;
import io.sluice.core.disk.DiskFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The segment that is ready for when the active one is full: a file of zeros that are on the disk. To write into it changes neither
 * its size nor where its blocks are, so a sync has only the records to bring to the disk and need not wait for the file system's own
 * journal (Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014, on what a growing file costs). One thread fills, the
 * committer takes.
 */
final class Spare {
    private static final System.Logger LOG = System.getLogger(Spare.class.getName());
    private static final int PIECE = 1 << 20;
    /** Filling may take this part of the disk's time: records come first. */
    private static final int SHARE = 3;

    private static final long AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private enum State {
        NONE,
        READY,
        BEING_TAKEN
    }

    private final Path directory;
    private final Path filling;
    private final Path ready;
    private final Disk disk;
    private final long bytes;
    private final boolean kept;
    private final AtomicReference<State> state = new AtomicReference<>(State.NONE);
    private boolean failed;
    private long failedAt;

    Spare(Path directory, Disk disk, JournalOptions options) {
        this.directory = directory;
        this.disk = disk;
        this.filling = directory.resolve("spare.filling");
        this.ready = directory.resolve("spare");
        this.bytes = options.segmentBytes();
        this.kept = options.spareSegment();
    }

    /** Keeps what the life before has left, when it is whole and still wanted. Before any other call. */
    void recover() throws IOException {
        if (disk.exists(filling)) {
            disk.delete(filling);
        }
        if (disk.exists(ready)) {
            if (kept && size() == bytes) {
                state.set(State.READY);
            } else {
                disk.delete(ready);
            }
        }
    }

    private long size() throws IOException {
        try (DiskFile file = disk.openForReading(ready)) {
            return file.size();
        }
    }

    boolean isReady() {
        return state.get() == State.READY;
    }

    /**
     * Makes a spare segment if there is none. It takes long and is left off when the journal is closed.
     *
     * @param stop asked between two pieces
     */
    void fill(BooleanSupplier stop) {
        if (!kept || state.get() != State.NONE || (failed && System.nanoTime() - failedAt < AFTER_FAILURE_NANOS)) {
            return;
        }
        try {
            if (zeros(stop)) {
                disk.rename(filling, ready);
                disk.syncDirectory(directory);
                state.set(State.READY);
            }
            failed = false;
        } catch (IOException | RuntimeException noRoom) {
            LOG.log(
                    failed ? Level.DEBUG : Level.WARNING,
                    "no segment could be made ready in {0} ({1}); the next one is made when it is needed, which is slower",
                    directory,
                    noRoom.getMessage());
            failed = true;
            failedAt = System.nanoTime();
            giveBack();
        }
    }

    private boolean zeros(BooleanSupplier stop) throws IOException {
        giveBack();
        try (DiskFile file = disk.create(filling)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(PIECE, bytes));
            for (long at = 0; at < bytes && !stop.getAsBoolean(); at += zeros.capacity()) {
                long begin = System.nanoTime();
                file.writeFully(zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at)), at);
                file.sync();
                LockSupport.parkNanos((SHARE - 1) * (System.nanoTime() - begin));
            }
        }
        if (stop.getAsBoolean()) {
            giveBack();
            return false;
        }
        return true;
    }

    /** Removes what was begun: on a full disk its room is needed for records. */
    private void giveBack() {
        try {
            if (disk.exists(filling)) {
                disk.delete(filling);
            }
        } catch (IOException left) {
            LOG.log(Level.DEBUG, "{0} is left behind: {1}", filling, left.getMessage());
        }
    }

    /** Makes the spare a segment whose head and name are safe on disk; empty when none is ready. */
    Optional<DiskFile> take(Path segment, ByteBuffer head) throws IOException {
        if (!state.compareAndSet(State.READY, State.BEING_TAKEN)) {
            return Optional.empty();
        }
        try {
            DiskFile file = disk.open(ready);
            try {
                file.writeFully(head, 0);
                file.sync();
                disk.rename(ready, segment);
                disk.syncDirectory(directory);
                return Optional.of(file);
            } catch (IOException broken) {
                file.close();
                throw broken;
            }
        } finally {
            state.set(State.NONE);
        }
    }
}
