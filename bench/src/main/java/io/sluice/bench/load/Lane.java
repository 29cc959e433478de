package io.sluice.bench.load;

import io.sluice.bench.wire.RequestEncoder;
import java.util.ArrayDeque;

/** The connections of one event loop to one target, their pace, and what they saw. Used on that event loop alone. */
final class Lane {
    private static final String NEVER_SENT = "never sent: the servers did not keep up with the rate";

    private final RequestEncoder encoder;
    private final Pace pace;
    private final Tally tally;
    private final Runnable whenFinished;
    private final ArrayDeque<Sender> idle = new ArrayDeque<>();
    private int active;

    /**
     * @param connections how many will ask for requests
     * @param whenFinished called once, when there is nothing more to send and nothing under way
     */
    Lane(RequestEncoder encoder, Pace pace, Tally tally, int connections, Runnable whenFinished) {
        this.active = connections;
        this.encoder = encoder;
        this.pace = pace;
        this.tally = tally;
        this.whenFinished = whenFinished;
    }

    RequestEncoder encoder() {
        return encoder;
    }

    Tally tally() {
        return tally;
    }

    /** Gives a free connection its next request, or keeps it until one is due. */
    void ready(Sender sender, long now) {
        long number = pace.take(now);
        if (number > 0) {
            sender.send(number, pace.intended(), now);
        } else if (number == Pace.NOT_YET) {
            idle.push(sender);
        } else {
            retire(sender);
        }
    }

    /** A connection could not be made: the request that it was for, if one is due, has failed. */
    void unreachable(Sender sender, String kind, long now) {
        long number = pace.take(now);
        if (number > 0) {
            tally.failure(kind, now);
        }
        if (number == Pace.FINISHED) {
            retire(sender);
        } else {
            sender.connectLater();
        }
    }

    /** The server has closed a connection that had nothing to do. */
    void lost(Sender sender) {
        if (idle.remove(sender)) {
            sender.connectLater();
        }
    }

    /** Sends what has become due while connections were free. */
    void sendDue(long now) {
        for (Sender sender = idle.poll(); sender != null; sender = idle.poll()) {
            int waiting = idle.size();
            ready(sender, now);
            if (idle.size() > waiting) {
                return; // it was put back: nothing is due
            }
        }
    }

    /** When to call {@link #sendDue} next; {@link Long#MAX_VALUE} when no connection is free. */
    long nextDue() {
        return idle.isEmpty() ? Long.MAX_VALUE : pace.nextDue();
    }

    /** Counts what is due and unsent as failed. */
    void abandon(long now) {
        tally.failures(NEVER_SENT, pace.abandon(now), now);
        sendDue(now);
    }

    private void retire(Sender sender) {
        sender.close();
        if (--active == 0) {
            whenFinished.run();
        }
    }
}
