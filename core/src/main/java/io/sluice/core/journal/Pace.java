package io.sluice.core.journal;

import java.time.Duration;

/**
 * How long the journal's own threads rest between two looks.
 *
 * @param retention between two looks for segments that may be deleted
 * @param firstRepair before a second attempt to reopen a journal that failed; doubled with each further one
 * @param longestRepair the most it grows to
 */
record Pace(Duration retention, Duration firstRepair, Duration longestRepair) {

    /** A second, 20 ms, a second: an outage is over soon after the disk is well, and neither the disk nor the log is flooded. */
    static final Pace DEFAULT = new Pace(Duration.ofSeconds(1), Duration.ofMillis(20), Duration.ofSeconds(1));
}
