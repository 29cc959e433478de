package io.sluice.bench.load;

import java.util.concurrent.atomic.AtomicLong;

/** The next request as soon as a connection is free, until the target's share or the time is used up. */
final class ClosedLoop implements Pace {
    private final AtomicLong sent;
    private final long share;
    private final long end;
    private final int target;
    private final int targets;
    private long intended;

    /**
     * @param sent how many the target's lanes have taken; shared by them
     * @param share how many they may take in all
     * @param end no request is sent after this time
     */
    ClosedLoop(AtomicLong sent, long share, long end, int target, int targets) {
        this.sent = sent;
        this.share = share;
        this.end = end;
        this.target = target;
        this.targets = targets;
    }

    @Override
    public long take(long now) {
        if (now - end >= 0) {
            return FINISHED;
        }
        long index = sent.getAndIncrement();
        if (index >= share) {
            return FINISHED;
        }
        intended = now;
        return index * targets + target + 1;
    }

    @Override
    public long intended() {
        return intended;
    }

    @Override
    public long nextDue() {
        return intended;
    }

    @Override
    public long abandon(long now) {
        return 0;
    }
}
