package io.sluice.core.delivery;

/**
 * How far the shared reader is. It announces a record before it asks the record's lane whether it is behind; a lane that wants to
 * rejoin first says that it is not behind and then looks at what was announced. So a record is seen by one of the two, always.
 */
final class TailPosition {
    private volatile long announced;
    private volatile long dispatched;

    TailPosition(long start) {
        announced = start;
        dispatched = start;
    }

    void announce(long sequence) {
        announced = sequence;
    }

    void dispatched(long sequence) {
        dispatched = sequence;
    }

    /** The newest record that may have been looked at. */
    long announced() {
        return announced;
    }

    /** Every record up to this one was handed to its lane. */
    long dispatched() {
        return dispatched;
    }
}
