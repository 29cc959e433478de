package io.sluice.core.journal;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How the journal's own threads run, and how long they rest between two looks.
 *
 * @param threads the kind of them
 * @param gathering how long a group of records gathers while many come; added to the time of their answers
 * @param retention between two looks for segments that may be deleted
 * @param firstRepair before a second attempt to reopen a journal that failed; doubled with each further one
 * @param longestRepair the most it grows to
 */
record Pace(
        Supplier<Thread.Builder> threads,
        Duration gathering,
        Duration retention,
        Duration firstRepair,
        Duration longestRepair) {

    /**
     * Threads of the system, because a disk that hangs must not hold up anything else. A millisecond: about as long as a sync takes,
     * so that the disk has half of its time for others. A second, 20 ms, a second: an outage is over soon after the disk is well, and
     * neither the disk nor the log is flooded.
     */
    static final Pace DEFAULT = new Pace(
            () -> Thread.ofPlatform().daemon(),
            Duration.ofMillis(1),
            Duration.ofSeconds(1),
            Duration.ofMillis(20),
            Duration.ofSeconds(1));

    Thread start(String name, Runnable task) {
        return threads.get().name(name).start(task);
    }
}
