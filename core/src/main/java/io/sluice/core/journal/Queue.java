package io.sluice.core.journal;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What stands between the threads that append and the one that writes: two staging areas, one that fills while the other is
 * written, the bounds, and the state that decides whether anything is taken at all.
 */
final class Queue {
    private static final System.Logger LOG = System.getLogger(Queue.class.getName());
    private static final int SEGMENT_OVERHEAD =
            SegmentFormat.CLOSING_MARK + SegmentFormat.HEAD; // should it have to roll

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final JournalOptions options;
    private final LongSupplier journalBytes;
    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);
    private Staging filling = new Staging();
    private Staging writing = new Staging();
    private boolean idle;
    private boolean closing;
    private long bytesBeingWritten;
    private volatile JournalState state = new JournalState.Healthy();

    /** @param journalBytes size of all segments now */
    Queue(JournalOptions options, LongSupplier journalBytes) {
        this.options = options;
        this.journalBytes = journalBytes;
        for (Refusal refusal : Refusal.values()) {
            refused.put(refusal, new LongAdder());
        }
    }

    void add(RecordType type, RecordBody body, AppendListener listener) {
        int size = body.size();
        if (!RecordFormat.plausibleLength(size)) {
            throw new IllegalArgumentException(
                    "a record of " + size + " bytes; the journal takes up to " + RecordFormat.MAX_PAYLOAD);
        }
        Refusal refusal;
        lock.lock();
        try {
            refusal = refusal(RecordFormat.HEADER + size);
            if (refusal == null) {
                long deadline = System.nanoTime() + options.appendTimeout().toNanos();
                filling.add(type, body, size, listener, deadline);
                if (idle) {
                    idle = false;
                    work.signalAll();
                }
                return;
            }
        } finally {
            lock.unlock();
        }
        refuse(listener, refusal);
    }

    private Refusal refusal(int size) {
        if (closing) {
            return Refusal.CLOSED;
        }
        if (state instanceof JournalState.Failed failed) {
            return failed.refusal();
        }
        // A record larger than the queue may wait alone: it could never be taken otherwise.
        if (filling.size() > 0 && filling.bytes() + (long) size > options.maxQueueBytes()) {
            return Refusal.BUSY;
        }
        long afterwards = journalBytes.getAsLong() + bytesBeingWritten + filling.bytes() + size + SEGMENT_OVERHEAD;
        return afterwards > options.roomForRecords() ? Refusal.FULL : null;
    }

    /** The next group to write, waiting for one; null when the journal is closing and nothing is left. */
    Staging take() {
        List<AppendListener> expired = new ArrayList<>(0);
        lock.lock();
        try {
            bytesBeingWritten = 0;
            while (filling.size() == 0) {
                if (closing) {
                    return null;
                }
                idle = true;
                work.awaitUninterruptibly();
            }
            Staging batch = filling;
            filling = writing;
            writing = batch;
            batch.expire(System.nanoTime(), expired::add);
            bytesBeingWritten = batch.bytes();
            return batch;
        } finally {
            lock.unlock();
            expired.forEach(listener -> refuse(listener, Refusal.EXPIRED));
        }
    }

    /** Refuses what has waited too long; it is never written, also when the writer hangs in an fsync. */
    void expire() {
        List<AppendListener> expired = new ArrayList<>(0);
        lock.lock();
        try {
            filling.expire(System.nanoTime(), expired::add);
        } finally {
            lock.unlock();
        }
        expired.forEach(listener -> refuse(listener, Refusal.EXPIRED));
    }

    /** Refuses the group that could not be written and everything that waits, and takes nothing more until {@link #heal}. */
    void fail(Staging batch, JournalState.Failed why) {
        List<AppendListener> waiting = new ArrayList<>();
        lock.lock();
        try {
            state = why;
            bytesBeingWritten = 0;
            batch.drain(waiting::add);
            filling.drain(waiting::add);
        } finally {
            lock.unlock();
        }
        waiting.forEach(listener -> refuse(listener, why.refusal()));
    }

    void heal() {
        state = new JournalState.Healthy();
    }

    /** Waits, but not longer than until the journal closes. */
    void pause(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (left > 0 && !closing) {
                left = work.awaitNanos(left);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closing = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean closing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    /** Called when nothing takes from this any more. */
    void free() {
        List<AppendListener> left = new ArrayList<>();
        lock.lock();
        try {
            if (state instanceof JournalState.Closed) {
                return;
            }
            state = new JournalState.Closed();
            filling.drain(left::add);
            filling.free();
            writing.free();
        } finally {
            lock.unlock();
        }
        left.forEach(listener -> refuse(listener, Refusal.CLOSED));
    }

    private void refuse(AppendListener listener, Refusal refusal) {
        refused.get(refusal).increment();
        try {
            listener.refused(refusal);
        } catch (RuntimeException careless) {
            LOG.log(Level.ERROR, "a listener of the journal failed", careless); // the others must still hear
        }
    }

    JournalState state() {
        return state;
    }

    int records() {
        lock.lock();
        try {
            return filling.size();
        } finally {
            lock.unlock();
        }
    }

    long bytes() {
        lock.lock();
        try {
            return filling.bytes() + bytesBeingWritten;
        } finally {
            lock.unlock();
        }
    }

    Map<Refusal, Long> refused() {
        Map<Refusal, Long> counts = new EnumMap<>(Refusal.class);
        refused.forEach((refusal, count) -> counts.put(refusal, count.sum()));
        return counts;
    }
}
