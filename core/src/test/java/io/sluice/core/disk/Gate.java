package io.sluice.core.disk;

import io.sluice.core.disk.SimulatedDisk.Call;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Holds up calls of some kinds until it is opened, like a disk that has stopped answering. */
public final class Gate {
    private static final long LONGEST_WAIT_SECONDS = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Call> shut = EnumSet.noneOf(Call.class);
    private final List<Call> waiting = new ArrayList<>();

    /** From now on calls of that kind wait, and of no other. */
    public void shut(Call call) {
        lock.lock();
        try {
            shut.clear();
            shut.add(call);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From now on calls of that kind wait too. */
    public void shutAlso(Call call) {
        lock.lock();
        try {
            shut.add(call);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a call waits at the gate. */
    public void awaitArrival() {
        awaitArrivals(1);
    }

    /** Waits until that many calls wait at the gate. */
    public void awaitArrivals(int calls) {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
            while (arrived() < calls) {
                if (left <= 0) {
                    throw new AssertionError("nobody came to the gate for " + shut);
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a call waits at the gate. */
    public boolean occupied() {
        lock.lock();
        try {
            return arrived() > 0;
        } finally {
            lock.unlock();
        }
    }

    public void open() {
        lock.lock();
        try {
            shut.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void pass(Call call) {
        lock.lock();
        try {
            if (shut.contains(call)) {
                waiting.add(call);
                changed.signalAll();
                while (shut.contains(call)) {
                    changed.awaitUninterruptibly();
                }
                waiting.remove(call);
            }
        } finally {
            lock.unlock();
        }
    }

    private long arrived() {
        return waiting.stream().filter(shut::contains).count();
    }
}
