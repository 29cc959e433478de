package io.sluice.core.eventlog;

import java.time.Duration;
import java.util.Optional;

/**
 * How the event log keeps up.
 *
 * @param lagEvents committed records that are not in the event log yet
 * @param lag how long ago the oldest of them was committed; zero when there is none
 * @param batches stored since the start
 * @param rows stored since the start
 * @param retries attempts that had to be repeated since the start
 * @param failure why the store does not take the current batch, when it does not
 */
public record EventLogMeasures(
        long lagEvents, Duration lag, long batches, long rows, long retries, Optional<String> failure) {}
