package io.sluice.core.event;

import java.nio.charset.StandardCharsets;

/** The canonical text form of an {@link EventId} as ASCII, for whoever writes bytes: a string of it would be made for one look. */
public final class IdText {
    /** How many characters it has. */
    public static final int LENGTH = 36;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private IdText() {}

    /**
     * Writes it.
     *
     * @param high see {@link EventId#high}
     * @param low see {@link EventId#low}
     * @param at where it begins
     */
    public static void write(long high, long low, byte[] target, int at) {
        hex(high, 60, 32, target, at);
        target[at + 8] = '-';
        hex(high, 28, 16, target, at + 9);
        target[at + 13] = '-';
        hex(high, 12, 0, target, at + 14);
        target[at + 18] = '-';
        hex(low, 60, 48, target, at + 19);
        target[at + 23] = '-';
        hex(low, 44, 0, target, at + 24);
    }

    private static void hex(long bits, int highest, int lowest, byte[] target, int from) {
        int at = from;
        for (int shift = highest; shift >= lowest; shift -= 4) {
            target[at++] = HEX[(int) (bits >>> shift) & 0xF];
        }
    }
}
