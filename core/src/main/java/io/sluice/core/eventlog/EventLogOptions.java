package io.sluice.core.eventlog;

import java.time.Duration;

/**
 * When a batch is sent to the event store: at whichever of these comes first.
 *
 * @param maxRows rows in a batch
 * @param maxBytes of payloads and headers in a batch; a larger single row is a batch of its own
 * @param interval from the first row of a batch to its sending, while the store is not busy with the one before
 * @param longestPause between two attempts while the store is away
 */
public record EventLogOptions(int maxRows, long maxBytes, Duration interval, Duration longestPause) {

    /** 25,000 rows, 8 MiB, a quarter of a second; tries at least every five seconds. */
    public static final EventLogOptions DEFAULT =
            new EventLogOptions(25_000, 8L << 20, Duration.ofMillis(250), Duration.ofSeconds(5));
}
