package io.sluice.core.eventlog;

import io.sluice.core.store.PackedRows;
import io.sluice.core.store.RowDraft;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The batch that is being put together while the last one is under way. One thread adds, and waits while the batch is full; another
 * takes. So there are never more than two batches in memory, however far behind the event log is.
 */
final class Gathering {
    /** What a row costs beyond payload and headers. */
    private static final int ROW_BYTES = 200;

    private final EventLogOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition taken = lock.newCondition();
    private final Condition changed = lock.newCondition();

    private PackedRows rows = new PackedRows();
    private long first;
    private long last;
    /** The last record read; beyond {@code last} only when a gap in the journal reaches over the end of an exact range. */
    private long passed;

    private long bytes;
    private long oldestMicros;
    /** Unix microseconds: the calendar month (UTC) that all rows of the batch fall in. */
    private long monthBegin;

    private long monthEnd;
    /** A range that was begun before a restart is put together again exactly; 0 when there is none. */
    private long exactLast;

    private boolean full;
    private boolean ended;

    /** @param progress where the first batch begins, and where it must end if it was begun before */
    Gathering(EventLogOptions options, Progress progress) {
        this.options = options;
        this.first = progress.done() + 1;
        this.last = progress.done();
        this.exactLast = progress.hasPending() ? progress.pendingLast() : 0;
    }

    /** Adds the row of the next event; waits while there is no room for it. */
    void add(RowDraft row, long commitMicros) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!rows.isEmpty() && exactLast == 0 && !inMonth(row.receivedMicros())) {
                fill();
            }
            awaitRoom();
            if (rows.isEmpty()) {
                oldestMicros = commitMicros;
                enterMonth(row.receivedMicros());
                changed.signal();
            }
            rows.add(row);
            bytes += ROW_BYTES + row.bytes();
            move(row.sequence());
        } finally {
            lock.unlock();
        }
    }

    /** Goes past a record that makes no row. */
    void pass(long sequence) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaitRoom();
            move(sequence);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will be added. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will be added, and what was has been taken. */
    boolean drained() {
        lock.lock();
        try {
            return ended && (last < first || unfinished());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes what has gathered, waiting for an event if there is none; empty when nothing was read in that time. A range that was
     * begun before a restart is not given out before it is complete.
     */
    Optional<Range> take(long waitNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = waitNanos;
            while (!ended && left > 0 && (rows.isEmpty() || unfinished())) {
                left = changed.awaitNanos(left);
            }
            if (last < first || unfinished()) {
                return Optional.empty();
            }
            Range range = new Range(first, last, exactLast > 0, oldestMicros, rows);
            rows = new PackedRows();
            bytes = 0;
            first = last + 1;
            last = Math.max(last, passed);
            exactLast = 0;
            full = false;
            taken.signal();
            return Optional.of(range);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the batch is full, nothing more will come, or the time is over. */
    void awaitFull(long waitNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = waitNanos;
            while (!full && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** When the oldest event in the batch was committed, in Unix microseconds; {@link Long#MAX_VALUE} when it has none. */
    long oldestMicros() {
        lock.lock();
        try {
            return rows.isEmpty() ? Long.MAX_VALUE : oldestMicros;
        } finally {
            lock.unlock();
        }
    }

    private boolean unfinished() {
        return exactLast > 0 && !full;
    }

    private void awaitRoom() throws InterruptedException {
        while (full) {
            taken.await();
        }
    }

    private void move(long sequence) {
        passed = sequence;
        last = exactLast > 0 ? Math.min(sequence, exactLast) : sequence; // or a resumed range would change its identity
        boolean reached =
                exactLast > 0 ? last >= exactLast : rows.size() >= options.maxRows() || bytes >= options.maxBytes();
        if (reached) {
            fill();
        }
    }

    private void fill() {
        full = true;
        changed.signal();
    }

    private boolean inMonth(long micros) {
        return micros >= monthBegin && micros < monthEnd;
    }

    private void enterMonth(long micros) {
        var begin = Instant.EPOCH
                .plus(micros, ChronoUnit.MICROS)
                .atOffset(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .withDayOfMonth(1);
        monthBegin = TimeUnit.SECONDS.toMicros(begin.toEpochSecond());
        monthEnd = TimeUnit.SECONDS.toMicros(begin.plusMonths(1).toEpochSecond());
    }
}
