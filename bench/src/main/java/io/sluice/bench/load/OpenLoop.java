package io.sluice.bench.load;

/**
 * Requests on a schedule that heeds no answer: the lane's k-th request is due at a time fixed beforehand. One that finds no free
 * connection is late, and its latency counts from when it was due, so that a server that stalls is charged for every request that
 * would have met the stall (G. Tene, "How NOT to Measure Latency": coordinated omission).
 */
final class OpenLoop implements Pace {
    private final long start;
    private final long end;
    private final double intervalNanos;
    private final long lane;
    private final long lanes;
    private final long count;
    private long next;
    private long intended;

    /**
     * @param rate requests a second of all lanes together
     * @param end nothing is due at or after this time
     * @param total requests of all lanes together
     * @param lane which of the lanes this is, from 0; request n of all is lane n % lanes
     */
    OpenLoop(double rate, long start, long end, long total, int lane, int lanes) {
        this.start = start;
        this.end = end;
        this.intervalNanos = 1e9 / rate;
        this.lane = lane;
        this.lanes = lanes;
        this.count = total / lanes + (lane < total % lanes ? 1 : 0);
    }

    @Override
    public long take(long now) {
        long due = due(next);
        if (next >= count || due - end >= 0) {
            return FINISHED;
        }
        if (due - now > 0) {
            return NOT_YET;
        }
        intended = due;
        return next++ * lanes + lane + 1;
    }

    @Override
    public long intended() {
        return intended;
    }

    @Override
    public long nextDue() {
        return due(next);
    }

    @Override
    public long abandon(long now) {
        long given = 0;
        while (take(now) > 0) {
            given++;
        }
        next = count;
        return given;
    }

    private long due(long index) {
        return start + Math.round((index * lanes + lane) * intervalNanos);
    }
}
