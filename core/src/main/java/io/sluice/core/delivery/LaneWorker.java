package io.sluice.core.delivery;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;

/** Does what its lane decides, until there is nothing to do. Run by as many virtual threads as the destination allows at once. */
final class LaneWorker implements Runnable {
    private static final System.Logger LOG = System.getLogger(LaneWorker.class.getName());

    private final Lane lane;
    private final Handover handover;
    private final LaneReader reader;

    /** @param reader used by one thread at a time, because the lane sends only one to read */
    LaneWorker(Lane lane, Handover handover, LaneReader reader) {
        this.lane = lane;
        this.handover = handover;
        this.reader = reader;
    }

    @Override
    public void run() {
        boolean working = true;
        while (working) {
            switch (lane.next()) {
                case Step.Deliver deliver -> deliver(deliver.batch());
                case Step.ReadAgain again -> readAgain(again.missing());
                case Step.CatchUp catchUp -> readOn(catchUp);
                case Step.PutAway _ -> putAway();
                case Step.Rest _ -> working = false;
            }
        }
    }

    private void deliver(List<Pending> batch) {
        try {
            lane.settle(batch, handover.deliver(batch));
        } catch (InterruptedException closing) { // only closing interrupts a worker; the lane was stopped before
            lane.giveBack(batch);
        }
    }

    private void readAgain(List<Pending> missing) {
        try {
            lane.readAgain(reader.readAgain(missing));
        } catch (IOException | RuntimeException unreadable) {
            readFailed(unreadable);
        }
    }

    private void readOn(Step.CatchUp step) {
        try {
            lane.caughtUp(reader.readOn(step.from(), step.room()));
        } catch (IOException | RuntimeException unreadable) {
            readFailed(unreadable);
        }
    }

    private void readFailed(Exception cause) {
        closeReader();
        lane.readFailed(cause);
    }

    private void putAway() {
        closeReader();
        lane.putAwayDone();
    }

    private void closeReader() {
        try {
            reader.close();
        } catch (IOException harmless) {
            LOG.log(Level.DEBUG, "a segment that was open for reading: {0}", harmless.getMessage());
        }
    }

    /** Gives back what it holds open. To be called when no thread runs it any more. */
    void close() {
        closeReader();
        handover.close();
    }
}
