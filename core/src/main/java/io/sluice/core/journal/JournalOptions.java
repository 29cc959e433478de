package io.sluice.core.journal;

import java.time.Duration;
import java.util.Set;

/**
 * How a journal is kept.
 *
 * @param instance name of the gateway instance that owns it
 * @param segmentBytes a segment is closed before it would grow beyond this size; at most an eighth of {@code maxBytes}
 * @param maxBytes the journal never grows beyond this; at the bound appends are refused
 * @param maxQueueBytes the most that may wait for the disk, or a single larger record; at most a quarter of {@code maxBytes}
 * @param appendTimeout a record that has waited longer is refused and not written
 * @param replayWindow segments are kept at least this long after their last record
 * @param verifyBytesOnOpen how much of the newest closed segments is checked record by record on open; what is older is checked by
 *     its header, its closing mark and its place in the chain, and record by record when it is read
 * @param readers who must have pinned before any segment is deleted, so that none is lost to a reader that starts late
 * @param observer hears of every group commit
 * @param spareSegment whether a segment is kept ready whose bytes are on the disk already, so that a sync under load has only content
 *     to bring there; it and the one being made are counted as {@code 2 * segmentBytes} of {@code maxBytes}
 */
public record JournalOptions(
        String instance,
        long segmentBytes,
        long maxBytes,
        int maxQueueBytes,
        Duration appendTimeout,
        Duration replayWindow,
        long verifyBytesOnOpen,
        Set<String> readers,
        CommitObserver observer,
        boolean spareSegment) {

    public JournalOptions {
        if (segmentBytes <= SegmentFormat.HEAD || maxBytes <= 0 || maxQueueBytes <= 0 || appendTimeout.isNegative()) {
            throw new IllegalArgumentException("a journal needs room and time for at least one record");
        }
        readers = Set.copyOf(readers);
        // Only whole closed segments can go, and the newest of them stays: with larger ones a full journal would stay
        // full.
        segmentBytes = Math.min(segmentBytes, maxBytes / 8);
        maxQueueBytes = (int) Math.min(maxQueueBytes, maxBytes / 4);
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
                Set.of(),
                CommitObserver.NONE,
                false);
    }

    public JournalOptions withSegmentBytes(long bytes) {
        return new JournalOptions(
                instance,
                bytes,
                maxBytes,
                maxQueueBytes,
                appendTimeout,
                replayWindow,
                verifyBytesOnOpen,
                readers,
                observer,
                spareSegment);
    }

    public JournalOptions withMaxBytes(long bytes) {
        return new JournalOptions(
                instance,
                segmentBytes,
                bytes,
                maxQueueBytes,
                appendTimeout,
                replayWindow,
                verifyBytesOnOpen,
                readers,
                observer,
                spareSegment);
    }

    public JournalOptions withMaxQueueBytes(int bytes) {
        return new JournalOptions(
                instance,
                segmentBytes,
                maxBytes,
                bytes,
                appendTimeout,
                replayWindow,
                verifyBytesOnOpen,
                readers,
                observer,
                spareSegment);
    }

    public JournalOptions withAppendTimeout(Duration timeout) {
        return new JournalOptions(
                instance,
                segmentBytes,
                maxBytes,
                maxQueueBytes,
                timeout,
                replayWindow,
                verifyBytesOnOpen,
                readers,
                observer,
                spareSegment);
    }

    public JournalOptions withReplayWindow(Duration window) {
        return new JournalOptions(
                instance,
                segmentBytes,
                maxBytes,
                maxQueueBytes,
                appendTimeout,
                window,
                verifyBytesOnOpen,
                readers,
                observer,
                spareSegment);
    }

    public JournalOptions withVerifyBytesOnOpen(long bytes) {
        return new JournalOptions(
                instance,
                segmentBytes,
                maxBytes,
                maxQueueBytes,
                appendTimeout,
                replayWindow,
                bytes,
                readers,
                observer,
                spareSegment);
    }

    public JournalOptions withReaders(Set<String> names) {
        return new JournalOptions(
                instance,
                segmentBytes,
                maxBytes,
                maxQueueBytes,
                appendTimeout,
                replayWindow,
                verifyBytesOnOpen,
                names,
                observer,
                spareSegment);
    }

    public JournalOptions withObserver(CommitObserver other) {
        return new JournalOptions(
                instance,
                segmentBytes,
                maxBytes,
                maxQueueBytes,
                appendTimeout,
                replayWindow,
                verifyBytesOnOpen,
                readers,
                other,
                spareSegment);
    }

    public JournalOptions withSpareSegment(boolean kept) {
        return new JournalOptions(
                instance,
                segmentBytes,
                maxBytes,
                maxQueueBytes,
                appendTimeout,
                replayWindow,
                verifyBytesOnOpen,
                readers,
                observer,
                kept);
    }

    /** How many bytes of segments with records there may be. */
    long roomForRecords() {
        return spareSegment ? maxBytes - 2 * segmentBytes : maxBytes;
    }
}
