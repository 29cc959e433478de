package io.sluice.bench.prove;

import io.sluice.core.event.EventId;
import java.util.Optional;

/**
 * One request and what became of it, as its sender saw it.
 *
 * @param instance index of the gateway
 * @param sender who sends one request after the other
 * @param sentNanos on the clock of {@link System#nanoTime}
 * @param endedNanos when the answer was there or was given up
 * @param status of the answer; 0 when there was none
 * @param id of the event, with a 200
 * @param body of the request
 */
record Attempt(
        int instance, int sender, long sentNanos, long endedNanos, int status, Optional<EventId> id, Digest body) {

    boolean acknowledged() {
        return status == 200;
    }
}
