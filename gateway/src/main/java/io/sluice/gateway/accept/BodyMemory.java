package io.sluice.gateway.accept;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the heap bodies may take up between their first byte and their answer, over all connections: without a bound some dozen
 * senders with bodies of the largest size would end the process, and with it everybody's requests. Thread-safe.
 */
public final class BodyMemory {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /** @param limit in bytes */
    public BodyMemory(long limit) {
        this.limit = limit;
    }

    /** Takes as many bytes, or none and says false. */
    boolean take(long bytes) {
        if (used.addAndGet(bytes) <= limit) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    /** Bytes that are taken now. */
    public long used() {
        return used.get();
    }

    /** Bytes that may be taken. */
    public long limit() {
        return limit;
    }
}
