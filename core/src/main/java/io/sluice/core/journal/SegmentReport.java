package io.sluice.core.journal;

import java.nio.file.Path;

/**
 * What a check of one segment found.
 *
 * @param records sound records from the beginning, gaps not counted
 * @param lastSequence of the last of them; {@code firstSequence - 1} when there is none
 * @param finding what stands behind the last sound record
 */
public record SegmentReport(
        Path file,
        long bytes,
        long records,
        long firstSequence,
        long lastSequence,
        long firstMicros,
        long lastMicros,
        Finding finding) {

    /** Sequences up to the last sound record that a repair has marked as lost. */
    public long missing() {
        return lastSequence - firstSequence + 1 - records;
    }

    SegmentReport with(Finding other) {
        return new SegmentReport(file, bytes, records, firstSequence, lastSequence, firstMicros, lastMicros, other);
    }

    /** What stands behind the last sound record of a segment. */
    public sealed interface Finding {

        /** Nothing, or the closing mark: the segment is sound. */
        record Sound() implements Finding {}

        /** The unfinished end of a last write; the next start cuts it. No acknowledged event is in it. */
        record TornTail(long offset, long bytes) implements Finding {}

        /** Something that a crash cannot have caused; the journal refuses to open. */
        record Damaged(long offset, String reason) implements Finding {}
    }
}
