package io.sluice.gateway.accept;

import java.time.Duration;

/** The requests of one event loop whose body is still arriving, longest first. Adding and removing cost a few pointers. */
final class Arrivals {
    private final long limitNanos;
    private Exchange first;
    private Exchange last;

    Arrivals(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    void add(Exchange exchange) {
        exchange.sinceNanos = System.nanoTime();
        exchange.arriving = true;
        exchange.before = last;
        if (last == null) {
            first = exchange;
        } else {
            last.after = exchange;
        }
        last = exchange;
    }

    /** Says whether it was here. */
    boolean remove(Exchange exchange) {
        if (!exchange.arriving) {
            return false;
        }
        exchange.arriving = false;
        if (exchange.before == null) {
            first = exchange.after;
        } else {
            exchange.before.after = exchange.after;
        }
        if (exchange.after == null) {
            last = exchange.before;
        } else {
            exchange.after.before = exchange.before;
        }
        exchange.before = null;
        exchange.after = null;
        return true;
    }

    /** Takes out the oldest one if its time is over, else gives null. */
    Exchange pollLate(long nowNanos) {
        Exchange oldest = first;
        if (oldest == null || nowNanos - oldest.sinceNanos < limitNanos) {
            return null;
        }
        remove(oldest);
        return oldest;
    }
}
