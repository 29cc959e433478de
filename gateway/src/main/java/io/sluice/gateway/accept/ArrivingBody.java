package io.sluice.gateway.accept;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * A body that comes in pieces: puts them together in its exchange, and knows its place among the {@link Arrivals}. A body that came with
 * its head needs none.
 */
final class ArrivingBody {
    /** What became of a piece. */
    enum Piece {
        YES,
        TOO_LARGE,
        NO_MEMORY
    }

    /** Memory that a sender gets by announcing it, once the first piece is there. */
    private static final int DECLARED = 16 << 10;

    final Exchange exchange;
    /** Bytes that the sender has announced; 0 when it has not. */
    private final int declared;
    /** Bytes that have arrived: the exchange's array may be longer. */
    private int length;

    long sinceNanos;
    boolean arriving;
    ArrivingBody before;
    ArrivingBody after;

    /** @param declared bytes that the sender has announced; 0 when it has not */
    ArrivingBody(Exchange exchange, int declared) {
        this.exchange = exchange;
        this.declared = declared;
    }

    /** Takes a piece. When it does not, the exchange is to be refused, and what was there given up with it. */
    Piece take(Buffer chunk, int limit, BodyMemory memory) {
        int more = chunk.length();
        if (more > limit - length) {
            return Piece.TOO_LARGE;
        }
        byte[] bytes = exchange.bytes;
        if (bytes.length - length < more) {
            int capacity = capacity(length + more, limit);
            if (!exchange.reserve(capacity, memory)) {
                return Piece.NO_MEMORY;
            }
            bytes = length == 0 && capacity == more ? chunk.getBytes() : Arrays.copyOf(bytes, capacity);
            exchange.bytes = bytes;
        }
        if (length > 0 || bytes.length > more) {
            chunk.getBytes(bytes, length);
        }
        length += more;
        return Piece.YES;
    }

    /** Twice what is needed, but never more than was announced: announcing much must not take memory by itself. */
    private int capacity(int needed, int limit) {
        if (declared <= needed) {
            return length == 0 ? needed : (int) Math.min(limit, Math.max(needed, 2L * exchange.bytes.length));
        }
        return (int) Math.min(declared, Math.max(2L * needed, DECLARED));
    }

    /** The last piece was there. */
    void end() {
        byte[] bytes = exchange.bytes;
        exchange.arrived(bytes.length == length ? bytes : Arrays.copyOf(bytes, length));
    }
}
