package io.sluice.core.journal;

import java.util.Map;

/**
 * Numbers of one moment.
 *
 * @param bytes size of all segments
 * @param maxBytes the configured bound of that size
 * @param queuedBytes what waits for the disk
 * @param tornBytes what was cut from the end when the journal was opened
 * @param refused appends refused since it was opened, by reason
 */
public record JournalMeasures(
        long firstSequence,
        long committedSequence,
        int segments,
        long bytes,
        long maxBytes,
        int queuedRecords,
        long queuedBytes,
        long commits,
        long tornBytes,
        Map<Refusal, Long> refused) {}
