package io.sluice.core.journal;

import java.time.Duration;

/**
 * How a journal is kept.
 *
 * @param instance name of the gateway instance that owns it
 * @param segmentBytes a segment is closed when it has grown to this size
 * @param maxBytes the journal never grows beyond this; at the bound appends are refused
 * @param maxQueueBytes the most that may wait for the disk
 * @param appendTimeout a record that has waited longer is refused and not written
 * @param replayWindow segments are kept at least this long after their last record
 * @param verifyBytesOnOpen how much of the newest closed segments is checked record by record on open; what is older is checked by
 *     its header, its closing mark and its place in the chain, and record by record when it is read
 */
public record JournalOptions(
        String instance,
        long segmentBytes,
        long maxBytes,
        int maxQueueBytes,
        Duration appendTimeout,
        Duration replayWindow,
        long verifyBytesOnOpen,
        CommitObserver observer) {

    public JournalOptions {
        // At the bound there must still be closed segments that can go, so that the journal frees itself.
        segmentBytes = Math.min(segmentBytes, Math.max(maxBytes / 8, 64 << 10));
    }

    /** Segments of 64 MiB, at most 10 GiB, 64 MiB of queue, two seconds to get to the disk. */
    public static JournalOptions defaults(String instance) {
        return new JournalOptions(
                instance,
                64L << 20,
                10L << 30,
                64 << 20,
                Duration.ofSeconds(2),
                Duration.ZERO,
                256L << 20,
                CommitObserver.NONE);
    }

    public JournalOptions withSegmentBytes(long bytes) {
        return new JournalOptions(
                instance, bytes, maxBytes, maxQueueBytes, appendTimeout, replayWindow, verifyBytesOnOpen, observer);
    }

    public JournalOptions withMaxBytes(long bytes) {
        return new JournalOptions(
                instance, segmentBytes, bytes, maxQueueBytes, appendTimeout, replayWindow, verifyBytesOnOpen, observer);
    }

    public JournalOptions withMaxQueueBytes(int bytes) {
        return new JournalOptions(
                instance, segmentBytes, maxBytes, bytes, appendTimeout, replayWindow, verifyBytesOnOpen, observer);
    }

    public JournalOptions withAppendTimeout(Duration timeout) {
        return new JournalOptions(
                instance, segmentBytes, maxBytes, maxQueueBytes, timeout, replayWindow, verifyBytesOnOpen, observer);
    }

    public JournalOptions withReplayWindow(Duration window) {
        return new JournalOptions(
                instance, segmentBytes, maxBytes, maxQueueBytes, appendTimeout, window, verifyBytesOnOpen, observer);
    }

    public JournalOptions withObserver(CommitObserver other) {
        return new JournalOptions(
                instance, segmentBytes, maxBytes, maxQueueBytes, appendTimeout, replayWindow, verifyBytesOnOpen, other);
    }
}
