package io.sluice.core.journal;

/** A part of a segment as a repair writes it. */
public sealed interface Piece {

    /** The last sequence that the piece stands for. */
    long last();

    /**
     * Records that stand one behind the other in the segment as it was found. They are taken over byte by byte.
     *
     * @param records how many, gaps of an earlier repair not counted
     * @param lastMicros when the last of them was written
     * @param from offset of the first one
     * @param to offset behind the last one
     */
    record Kept(long first, long last, long records, long lastMicros, long from, long to) implements Piece {

        Kept and(Kept next) {
            return new Kept(first, next.last, records + next.records, next.lastMicros, from, next.to);
        }
    }

    /**
     * Sequences of which no record was found.
     *
     * @param atMost whether there may have been fewer: nothing behind them says how many there were
     */
    record Lost(long first, long last, boolean atMost) implements Piece {}
}
