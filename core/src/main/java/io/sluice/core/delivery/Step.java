package io.sluice.core.delivery;

import java.util.List;

/** What a worker of a lane does next. */
sealed interface Step {

    /** Hand these over to the destination. */
    record Deliver(List<Pending> batch) implements Step {}

    /** Read these again from the journal; in rising sequence. */
    record ReadAgain(List<Pending> missing) implements Step {}

    /** Read on behind a position and take as many events as there is room for. */
    record CatchUp(long from, int room) implements Step {}

    /** Close the reader: it is not needed for a while. */
    record PutAway() implements Step {}

    /** There is nothing to do; the worker ends. */
    record Rest() implements Step {}
}
