package io.sluice.core.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks through JSON text eight bytes at a time. Each test marks the highest bit of the bytes it looks for; the lowest mark is exact,
 * marks above it may be carried over, so only the lowest is used (Warren, Hacker's Delight, section 6-1).
 */
public final class Bytes {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long DELETES = ONES * 0x7F;
    private static final long SPACES = ONES * ' ';

    private Bytes() {}

    /** The first index in {@code from..to} of a quote, a backslash, a control character or a byte beyond ASCII; {@code to} if none. */
    public static int plainEnd(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - 8; at += 8) {
            long eight = (long) EIGHT.get(bytes, at);
            long quote = eight ^ QUOTES;
            long backslash = eight ^ BACKSLASHES;
            long marks = (((quote - ONES) & ~quote)
                            | ((backslash - ONES) & ~backslash)
                            | ((eight - SPACES) & ~eight)
                            | eight)
                    & HIGH;
            if (marks != 0) {
                return at + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        while (at < to && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** The first index in {@code from..to} of a control character, DEL or a byte beyond ASCII; {@code to} if none. */
    public static int printableEnd(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - 8; at += 8) {
            long eight = (long) EIGHT.get(bytes, at);
            long delete = eight ^ DELETES;
            long marks = (((delete - ONES) & ~delete) | ((eight - SPACES) & ~eight) | eight) & HIGH;
            if (marks != 0) {
                return at + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        while (at < to && bytes[at] >= ' ' && bytes[at] != 0x7F) {
            at++;
        }
        return at;
    }

    /** The first index in {@code from..to} of a quote or a backslash; {@code to} if none. */
    public static int quoteOrBackslash(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - 8; at += 8) {
            long eight = (long) EIGHT.get(bytes, at);
            long quote = eight ^ QUOTES;
            long backslash = eight ^ BACKSLASHES;
            long marks = (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash)) & HIGH;
            if (marks != 0) {
                return at + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        while (at < to && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** The first index in {@code from..to} of a byte beyond ASCII; {@code to} if none. */
    static int asciiEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - 8 && ((long) EIGHT.get(bytes, at) & HIGH) == 0) {
            at += 8;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** The first index in {@code from..to} that is not white space as JSON knows it (RFC 8259, section 2); {@code to} if none. */
    public static int spaceEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }
}
