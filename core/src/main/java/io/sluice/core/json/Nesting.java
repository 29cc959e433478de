package io.sluice.core.json;

import java.util.Arrays;

/** The arrays and objects that are open, one bit each, so that deep nesting costs neither stack nor much memory. */
final class Nesting {
    private static final long[] NONE = {};
    /** Room for so many words is kept from one document to the next. */
    private static final int KEPT = 1 << 10;

    private long top;
    private long[] below = NONE;
    private int depth;

    /** Begins anew. */
    void clear() {
        depth = 0;
        top = 0;
        if (below.length > KEPT) {
            below = NONE;
        }
    }

    void open(boolean object) {
        if (depth > 0 && depth % Long.SIZE == 0) {
            int word = depth / Long.SIZE - 1;
            if (word == below.length) {
                below = Arrays.copyOf(below, word * 2 + 1);
            }
            below[word] = top;
        }
        top = top << 1 | (object ? 1 : 0);
        depth++;
    }

    void close() {
        depth--;
        if (depth > 0 && depth % Long.SIZE == 0) {
            top = below[depth / Long.SIZE - 1];
        } else {
            top >>>= 1;
        }
    }

    int depth() {
        return depth;
    }

    boolean inObject() {
        return (top & 1) != 0;
    }
}
