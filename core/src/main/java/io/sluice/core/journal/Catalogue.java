package io.sluice.core.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which segments there are and how far the newest one is safe on disk. The committer and retention change it; readers look at
 * immutable snapshots.
 */
final class Catalogue {
    private volatile List<Segment> closed;
    private volatile Segment active;
    private volatile long closedBytes;
    /** Of the segment that no reader finds any more and whose file is still there. */
    private volatile long leavingBytes;

    Catalogue(List<Segment> closed, Segment active) {
        replaceClosed(closed);
        this.active = active;
    }

    private void replaceClosed(List<Segment> segments) {
        closed = List.copyOf(segments);
        closedBytes = segments.stream().mapToLong(Segment::bytes).sum();
    }

    /** The segment that takes records, as far as it is safe on disk. */
    Segment active() {
        return active;
    }

    List<Segment> closed() {
        return closed;
    }

    long committedSequence() {
        return active.lastSequence();
    }

    long firstSequence() {
        Segment newest = active; // before the closed ones: see holding
        List<Segment> now = closed;
        return now.isEmpty() ? newest.firstSequence() : now.getFirst().firstSequence();
    }

    /** What the files of all segments hold. */
    long bytes() {
        return closedBytes + leavingBytes + active.bytes();
    }

    /** The segment that holds the sequence, or the first one behind it when it was deleted. Empty when it is not committed yet. */
    Optional<Segment> holding(long sequence) {
        // A roll adds to the closed segments before it replaces the active one, so a sequence is always found in this
        // order.
        Segment newest = active;
        if (sequence >= newest.firstSequence()) {
            return sequence <= newest.lastSequence() ? Optional.of(newest) : Optional.empty();
        }
        return closed.stream()
                .filter(segment -> sequence <= segment.lastSequence())
                .findFirst();
    }

    void advance(Segment grown) {
        active = grown;
    }

    /** Puts the active segment, unless it is empty, behind the closed ones, and a new one in its place. */
    synchronized void roll(Segment nowClosed, Segment next) {
        boolean known = !closed.isEmpty() && closed.getLast().firstSequence() == nowClosed.firstSequence();
        if (!nowClosed.isEmpty() && !known) {
            List<Segment> more = new ArrayList<>(closed);
            more.add(nowClosed);
            replaceClosed(more);
        }
        active = next;
    }

    /** Hides a segment that is about to be deleted. Its bytes count until it is {@link #gone}. */
    synchronized void forget(Segment deleted) {
        leavingBytes = deleted.bytes(); // first, so that there is never more room than there is
        replaceClosed(
                closed.stream().filter(segment -> !segment.equals(deleted)).toList());
    }

    /** The segment that was last hidden is deleted. */
    void gone() {
        leavingBytes = 0;
    }
}
