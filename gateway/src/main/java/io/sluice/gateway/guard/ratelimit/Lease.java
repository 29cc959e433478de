package io.sluice.gateway.guard.ratelimit;

/**
 * Requests that Redis has counted ahead of their arrival, so that they pass without a call. A lease ends with the bucket in which it
 * was counted: what passes by it is counted at its own time, and no window ever holds more than the limit. What is left at the end
 * is given back. Not thread-safe.
 *
 * <p>Its size follows the demand: twice as large after one that was used up, as large as what was used after one that was not.
 */
final class Lease {
    /** All leases together may hold this part of a limit: by so much less may be admitted than the limit allows. */
    private static final long PARTS = 200;

    private final long limit;
    private long granted;
    private long left;
    private long endNanos;

    Lease(long limit) {
        this.limit = limit;
    }

    /** Lets one request pass, when there is one left and the lease is not over. */
    boolean take(long nowNanos) {
        if (left == 0 || nowNanos - endNanos >= 0) {
            return false;
        }
        left--;
        return true;
    }

    /** Ends a lease that is over. @return how many of its requests were not used, to be given back */
    long end(long nowNanos) {
        if (left == 0 || nowNanos - endNanos < 0) {
            return 0;
        }
        long unused = left;
        granted -= unused;
        left = 0;
        return unused;
    }

    /** How many to ask for ahead, beside those that wait. */
    long wanted(int waiting, int instances) {
        if (left > 0) {
            return 0;
        }
        return Math.min(Math.max(2 * granted, waiting), limit / PARTS / instances);
    }

    /** Redis has counted so many ahead; they are good until then. */
    void grant(long requests, long untilNanos) {
        if (left == 0) {
            granted = requests;
            left = requests;
            endNanos = untilNanos;
        }
    }
}
