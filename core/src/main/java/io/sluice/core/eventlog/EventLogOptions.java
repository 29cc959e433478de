package io.sluice.core.eventlog;

import java.time.Duration;

/**
 * How events are gathered into batches. A batch is sent when the one before is stored and the interval is over, whatever it holds; it
 * is sent without regard to the interval when it is full.
 *
 * @param maxRows a batch with so many rows is full
 * @param maxBytes a batch whose payloads and headers have so many bytes is full; one larger event makes a batch of its own
 * @param interval the least time between the beginnings of two inserts, so that the store gets few large parts and not many small ones
 * @param longestPause between two attempts while the store is away; the first pause is 100 ms, each further one twice as long
 */
public record EventLogOptions(int maxRows, long maxBytes, Duration interval, Duration longestPause) {

    /**
     * 50,000 rows, 24 MiB, a second; tries at least every five seconds. Large batches cost the store least: it sorts, writes, syncs
     * and later merges fewer parts.
     */
    public static final EventLogOptions DEFAULT =
            new EventLogOptions(50_000, 24L << 20, Duration.ofSeconds(1), Duration.ofSeconds(5));

    public EventLogOptions withMaxRows(int rows) {
        return new EventLogOptions(rows, maxBytes, interval, longestPause);
    }

    public EventLogOptions withMaxBytes(long bytes) {
        return new EventLogOptions(maxRows, bytes, interval, longestPause);
    }

    public EventLogOptions withInterval(Duration time) {
        return new EventLogOptions(maxRows, maxBytes, time, longestPause);
    }

    public EventLogOptions withLongestPause(Duration pause) {
        return new EventLogOptions(maxRows, maxBytes, interval, pause);
    }
}
