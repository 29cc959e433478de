package io.sluice.core.eventlog;

import java.time.Duration;
import java.util.Optional;

/**
 * How the event log keeps up.
 *
 * @param storedSequence everything up to this sequence of the journal is in the event log
 * @param lagEvents committed records that are not in the event log yet
 * @param lag how long ago the oldest record that is not stored was committed, whether it was read or not; zero when there is none
 * @param batches stored since the start
 * @param rows stored since the start
 * @param retries attempts that had to be repeated since the start
 * @param leftOut records that went to the dead letters since the start, because no row could be made of them
 * @param storing time spent storing batches since the start, attempts that failed included
 * @param failure why events do not get on, while they do not
 */
public record EventLogMeasures(
        long storedSequence,
        long lagEvents,
        Duration lag,
        long batches,
        long rows,
        long retries,
        long leftOut,
        Duration storing,
        Optional<String> failure) {

    EventLogMeasures withFailure(String cause) {
        return new EventLogMeasures(
                storedSequence, lagEvents, lag, batches, rows, retries, leftOut, storing, Optional.of(cause));
    }
}
