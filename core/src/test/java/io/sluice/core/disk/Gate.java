package io.sluice.core.disk;

import io.sluice.core.disk.SimulatedDisk.Call;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Holds up the calls of one kind until it is opened, like a disk that has stopped answering. */
public final class Gate {
    private static final long LONGEST_WAIT_SECONDS = 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Call shut;
    private int waiting;

    /** From now on calls of that kind wait. */
    public void shut(Call call) {
        lock.lock();
        try {
            shut = call;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a call waits at the gate. */
    public void awaitArrival() {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
            while (waiting == 0) {
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
            return waiting > 0;
        } finally {
            lock.unlock();
        }
    }

    public void open() {
        lock.lock();
        try {
            shut = null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void pass(Call call) {
        lock.lock();
        try {
            waiting += call == shut ? 1 : 0;
            boolean counted = call == shut;
            changed.signalAll();
            while (call == shut) {
                changed.awaitUninterruptibly();
            }
            waiting -= counted ? 1 : 0;
        } finally {
            lock.unlock();
        }
    }
}
