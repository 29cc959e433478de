package io.sluice.core.delivery;

import io.sluice.core.journal.Journal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What all lanes have in common.
 *
 * @param pending how many undelivered events are known
 * @param queued bytes of events held for their first try or for a try that is due
 * @param kept bytes of events held until their retry is due
 * @param timer wakes lanes
 * @param workers start and account for the threads that deliver
 * @param random thread-safe
 */
record Surroundings(
        Journal journal,
        DeadLetters deadLetters,
        TailPosition tail,
        Share pending,
        Share queued,
        Share kept,
        Timer timer,
        Workers workers,
        InstantSource clock,
        RandomGenerator random) {

    /** How long ago that was; zero when the microseconds are zero, or lie ahead because the clock was stepped. */
    Duration age(long micros) {
        return Duration.ofMillis(micros == 0 ? 0 : Math.max(0, clock.millis() - micros / 1_000));
    }
}
