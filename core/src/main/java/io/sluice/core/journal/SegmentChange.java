package io.sluice.core.journal;

import java.nio.file.Path;
import java.util.List;

/**
 * What a repair does to one segment.
 *
 * @param kind whether the segment is written anew, made, or taken away
 * @param file the segment as it is named now; for one that is made, as it will be named
 * @param target where the repaired segment stands; for one that is taken away, where it stood
 * @param bytes size of the file now; 0 when there is none
 * @param reason what is wrong, in words
 * @param offset where that begins in the file
 * @param pieces what the repaired segment holds, in order; empty when it is taken away
 * @param setAside the parts of the file that are not taken over
 * @param microsBefore when the last record before this segment was written; 0 when that is not known
 */
public record SegmentChange(
        Kind kind,
        Path file,
        Path target,
        long bytes,
        String reason,
        long offset,
        List<Piece> pieces,
        List<SetAside> setAside,
        long microsBefore) {

    /** What happens to the file. */
    public enum Kind {
        /** Its readable records are written into a new file that takes its place. */
        REWRITE,
        /** A segment is missing; one that says so is put in its place. */
        FILL,
        /** There is nothing in it that belongs to the journal, or that no other segment has. */
        REMOVE
    }

    /** The first sequence of the repaired segment. */
    long first() {
        return switch (pieces.getFirst()) {
            case Piece.Kept kept -> kept.first();
            case Piece.Lost lost -> lost.first();
        };
    }

    /** How many records are kept. */
    public long records() {
        return pieces.stream()
                .mapToLong(piece -> piece instanceof Piece.Kept kept ? kept.records() : 0)
                .sum();
    }

    /** The sequences of which no record was found. */
    public List<Piece.Lost> lost() {
        return pieces.stream()
                .filter(Piece.Lost.class::isInstance)
                .map(Piece.Lost.class::cast)
                .toList();
    }

    /** Bytes of the file that are not taken over. */
    public long bytesSetAside() {
        return setAside.stream().mapToLong(SetAside::bytes).sum();
    }

    /** Size of the repaired segment. */
    long bytesWritten() {
        if (pieces.isEmpty()) {
            return 0;
        }
        long content = pieces.stream()
                .mapToLong(piece -> switch (piece) {
                    case Piece.Kept kept -> kept.to() - kept.from();
                    case Piece.Lost _ -> RecordFormat.HEADER + Gap.PAYLOAD;
                })
                .sum();
        return SegmentFormat.HEAD + content + SegmentFormat.CLOSING_MARK;
    }
}
