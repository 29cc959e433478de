package io.sluice.core.delivery;

import java.time.Duration;

/** What a lane does with an event after a try. */
sealed interface Outcome {

    /** The destination has it. */
    record Delivered() implements Outcome {}

    /** It is among the dead letters, safe on disk. */
    record Buried() implements Outcome {}

    /** It failed and is tried again after a while. */
    record Again(Duration after) implements Outcome {}

    /** It belongs to the dead letters, but their journal did not take it; only that is tried again. */
    record Unburied(String cause, Duration after) implements Outcome {}
}
