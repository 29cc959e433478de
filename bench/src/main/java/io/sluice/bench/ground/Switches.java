package io.sluice.bench.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A few numbers in a file that two processes have in memory: one sets what shall fail, the other asks before each call, which costs it
 * a read from memory. What the second one counts outlives it.
 */
public final class Switches {
    private static final VarHandle NUMBER =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int SIZE = 4096;

    private final MappedByteBuffer page;

    private Switches(MappedByteBuffer page) {
        this.page = page;
    }

    /** One number each; all are 0 in the beginning, and then nothing fails. */
    private enum Slot {
        FULL(0),
        FAILING_SYNCS(8),
        SYNC_NANOS(16),
        CLOCK_MILLIS(24),
        FAILED_CALLS(32);

        private final int offset;

        Slot(int offset) {
            this.offset = offset;
        }
    }

    /** Opens the file, and makes it when it is not there. */
    public static Switches open(Path file) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Switches(channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    /** Whether every write fails as on a full disk. */
    public void full(boolean full) {
        set(Slot.FULL, full ? 1 : 0);
    }

    boolean full() {
        return get(Slot.FULL) != 0;
    }

    /** How many of the next syncs fail; {@link Long#MAX_VALUE} for all until it is set to 0. */
    public void failingSyncs(long count) {
        set(Slot.FAILING_SYNCS, count);
    }

    /** Whether the sync that asks has to fail. */
    boolean takeFailingSync() {
        long left = get(Slot.FAILING_SYNCS);
        return left == Long.MAX_VALUE
                || (left > 0 && (long) NUMBER.getAndAdd(page, Slot.FAILING_SYNCS.offset, -1L) > 0);
    }

    /** How long every sync takes more than it would. */
    public void syncDelay(Duration delay) {
        set(Slot.SYNC_NANOS, delay.toNanos());
    }

    long syncNanos() {
        return get(Slot.SYNC_NANOS);
    }

    /** How far the wall clock is off. */
    public void clockOffset(Duration offset) {
        set(Slot.CLOCK_MILLIS, offset.toMillis());
    }

    long clockMillis() {
        return get(Slot.CLOCK_MILLIS);
    }

    void countFailedCall() {
        NUMBER.getAndAdd(page, Slot.FAILED_CALLS.offset, 1L);
    }

    /** How many calls to the disk failed because of these switches. */
    public long failedCalls() {
        return get(Slot.FAILED_CALLS);
    }

    private void set(Slot slot, long value) {
        NUMBER.setVolatile(page, slot.offset, value);
    }

    private long get(Slot slot) {
        return (long) NUMBER.getVolatile(page, slot.offset);
    }
}
