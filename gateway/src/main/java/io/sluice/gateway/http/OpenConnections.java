package io.sluice.gateway.http;

import java.util.concurrent.atomic.AtomicInteger;

/** The connections of senders over all ports and event loops, with a bound. Thread-safe. */
public final class OpenConnections {
    private final AtomicInteger open = new AtomicInteger();
    private final int most;
    private final Runnable refused;

    /**
     * @param most how many may be open
     * @param refused hears of each one beyond it
     */
    public OpenConnections(int most, Runnable refused) {
        this.most = most;
        this.refused = refused;
    }

    /** One more is there; {@link #closed} is to be called when it is gone, whatever this says. False when it is one too many. */
    public boolean opened() {
        if (open.incrementAndGet() <= most) {
            return true;
        }
        refused.run();
        return false;
    }

    public void closed() {
        open.decrementAndGet();
    }

    /** How many there are now. */
    public int count() {
        return open.get();
    }

    /** How many there may be. */
    public int most() {
        return most;
    }
}
