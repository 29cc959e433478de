package io.sluice.core.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a repair would do to a journal, and what it would not: segments that are not named here stay as they are.
 *
 * @param directory of the journal
 * @param journal its id; empty when there is nothing to repair
 * @param records readable records, all of which are kept
 * @param changes in the order of their sequences
 */
public record RepairPlan(Path directory, Optional<UUID> journal, long records, List<SegmentChange> changes) {

    /** Whether there is nothing to repair. */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Files of which a copy is made, because they are changed or taken away. */
    public List<SegmentChange> copied() {
        return changes.stream()
                .filter(change -> change.kind() != SegmentChange.Kind.FILL)
                .toList();
    }

    /** Size of the copy. */
    public long bytesCopied() {
        return copied().stream().mapToLong(SegmentChange::bytes).sum();
    }

    /** Bytes that are not taken over. */
    public long bytesSetAside() {
        return changes.stream().mapToLong(SegmentChange::bytesSetAside).sum();
    }

    /** How many separate parts these are. */
    public long places() {
        return changes.stream().mapToLong(change -> change.setAside().size()).sum();
    }

    /** Sequences that are given up for lost. */
    public List<Piece.Lost> lost() {
        return changes.stream().flatMap(change -> change.lost().stream()).toList();
    }

    /** Bytes that have to be free on the disk: for the copy, what is set aside, and the repaired segments. */
    public long roomNeeded() {
        long written = changes.stream().mapToLong(SegmentChange::bytesWritten).sum();
        long notes = (2L << 20) + 4096L * (changes.size() + places()); // the report, and that files take whole blocks
        return bytesCopied() + bytesSetAside() + written + notes;
    }
}
