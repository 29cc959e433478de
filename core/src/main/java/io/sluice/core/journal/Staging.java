package io.sluice.core.journal;

import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Records that wait for the disk, encoded one behind the other in one buffer, so that a group commit is a single write and an append
 * needs no object of its own. Because all wait equally long, those whose time is up are always the first. Not thread-safe: the
 * journal's lock guards it while it fills, the committer owns it while it is written.
 */
@SuppressWarnings(
        "MustBeClosed") // the arena lives as long as the buffer, and is closed where that is replaced or freed
final class Staging {
    private static final System.Logger LOG = System.getLogger(Staging.class.getName());
    private static final int SMALLEST = 256 << 10;
    private static final long LARGEST = Integer.MAX_VALUE - 8L;

    private Arena arena = Arena.ofShared();
    private ByteBuffer buffer = arena.allocate(SMALLEST).asByteBuffer();
    private int[] offsets = new int[256];
    private long[] deadlines = new long[256];
    private AppendListener[] listeners = new AppendListener[256];
    private int head;
    private int count;

    /** Records that wait and have not expired. */
    int size() {
        return count - head;
    }

    /** Bytes that wait, record heads included. */
    int bytes() {
        return size() == 0 ? 0 : buffer.position() - offsets[head];
    }

    /** Bytes of memory that this holds. */
    int capacity() {
        return buffer.capacity();
    }

    /** Encodes a record behind the others. When the body fails to encode itself nothing is added. */
    void add(RecordType type, RecordBody body, int bodySize, AppendListener listener, long deadlineNanos) {
        int start = buffer.position();
        reserve(RecordFormat.HEADER + bodySize);
        boolean whole = false;
        try {
            RecordFormat.begin(buffer, type, bodySize);
            body.writeTo(buffer);
            if (buffer.position() != start + RecordFormat.HEADER + bodySize) {
                throw new IllegalStateException("a record body wrote "
                        + (buffer.position() - start - RecordFormat.HEADER) + " bytes and had announced " + bodySize);
            }
            whole = true;
        } finally {
            if (!whole) {
                buffer.position(start); // half a record must not come between its neighbours
            }
        }
        offsets[count] = start;
        deadlines[count] = deadlineNanos;
        listeners[count++] = listener;
    }

    private void reserve(int bytes) {
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, count * 2);
            deadlines = Arrays.copyOf(deadlines, count * 2);
            listeners = Arrays.copyOf(listeners, count * 2);
        }
        if (buffer.remaining() >= bytes) {
            return;
        }
        long wanted = Math.min(LARGEST, Math.max(buffer.capacity() * 2L, buffer.position() + (long) bytes));
        Arena larger = Arena.ofShared();
        ByteBuffer grown = larger.allocate(wanted).asByteBuffer();
        grown.put(buffer.flip());
        arena.close();
        arena = larger;
        buffer = grown;
    }

    /** Takes out the records whose deadline has passed and hands their listeners over. */
    void expire(long nowNanos, Consumer<AppendListener> expired) {
        while (head < count && deadlines[head] - nowNanos <= 0) {
            expired.accept(listeners[head]);
            listeners[head++] = null;
        }
        if (head == count) {
            clear();
        } else if (offsets[head] > buffer.position() / 2) {
            compact();
        }
    }

    /** Moves what still waits to the front: while the disk hangs for long, expired records must not fill the memory. */
    private void compact() {
        int gone = offsets[head];
        buffer.flip().position(gone).compact();
        int left = count - head;
        System.arraycopy(offsets, head, offsets, 0, left);
        System.arraycopy(deadlines, head, deadlines, 0, left);
        System.arraycopy(listeners, head, listeners, 0, left);
        Arrays.fill(listeners, left, count, null);
        for (int i = 0; i < left; i++) {
            offsets[i] -= gone;
        }
        head = 0;
        count = left;
    }

    /** Takes out every record and hands the listeners over. */
    void drain(Consumer<AppendListener> each) {
        for (; head < count; head++) {
            each.accept(listeners[head]);
        }
        clear();
    }

    /** Gives the records their places and returns them as one piece, ready to be written. */
    ByteBuffer seal(Checksum checksum, long firstSequence, long timeMicros) {
        for (int i = head; i < count; i++) {
            RecordFormat.seal(buffer, checksum, offsets[i], firstSequence + i - head, timeMicros, i - head);
        }
        return buffer.duplicate().flip().position(offsets[head]);
    }

    /** Tells every listener that its record is on disk, and empties this. */
    void committed(long firstSequence, long timeMicros) {
        for (int i = head; i < count; i++) {
            try {
                listeners[i].committed(firstSequence + i - head, timeMicros);
            } catch (RuntimeException | Error careless) {
                LOG.log(Level.ERROR, "a listener of the journal failed", careless); // the others must still hear
            }
        }
        clear();
    }

    private void clear() {
        Arrays.fill(listeners, 0, count, null);
        head = 0;
        count = 0;
        if (buffer.capacity() > 16 * SMALLEST && buffer.position() < buffer.capacity() / 8) {
            arena.close(); // a burst has passed: its memory goes back
            arena = Arena.ofShared();
            buffer = arena.allocate(SMALLEST).asByteBuffer();
        }
        buffer.clear();
    }

    void free() {
        arena.close();
    }
}
