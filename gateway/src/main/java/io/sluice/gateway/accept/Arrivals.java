package io.sluice.gateway.accept;

import java.time.Duration;

/** The bodies that are still arriving at one event loop, longest first. Adding and removing cost a few pointers. */
final class Arrivals {
    private final long limitNanos;
    private ArrivingBody first;
    private ArrivingBody last;

    Arrivals(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    void add(ArrivingBody body) {
        body.sinceNanos = System.nanoTime();
        body.arriving = true;
        body.before = last;
        if (last == null) {
            first = body;
        } else {
            last.after = body;
        }
        last = body;
    }

    /** Says whether it was here. */
    boolean remove(ArrivingBody body) {
        if (!body.arriving) {
            return false;
        }
        body.arriving = false;
        if (body.before == null) {
            first = body.after;
        } else {
            body.before.after = body.after;
        }
        if (body.after == null) {
            last = body.before;
        } else {
            body.after.before = body.before;
        }
        body.before = null;
        body.after = null;
        return true;
    }

    /** Takes out the oldest one if its time is over, else gives null. */
    ArrivingBody pollLate(long nowNanos) {
        ArrivingBody oldest = first;
        if (oldest == null || nowNanos - oldest.sinceNanos < limitNanos) {
            return null;
        }
        remove(oldest);
        return oldest;
    }
}
