package io.sluice.core.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks through JSON text eight bytes at a time, and where it is long, 256 bytes at a time. Each test marks the highest bit of the bytes
 * it looks for; the lowest mark is exact, marks above it may be carried over, so only the lowest is used (Warren, Hacker's Delight,
 * section 6-1).
 */
public final class Bytes {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long TWOS = ONES * 2;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';
    /** So many bytes are looked at in a loop that the compiler makes one of vectors. */
    private static final int BLOCK = 256;
    /** A text that goes on for so long is taken for one that is worth a block. */
    private static final int LONG_TEXT = 32;

    private Bytes() {}

    /** The first index in {@code from..to} of a quote, a backslash, a control character or a byte beyond ASCII; {@code to} if none. */
    public static int plainEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - 8) {
            long marks = special(eight(bytes, at)) & HIGH;
            if (marks != 0) {
                return lowest(at, marks);
            }
            at += 8;
            if (at == from + LONG_TEXT) {
                at = plainBlocks(bytes, at, to);
            }
        }
        while (at < to && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    private static int plainBlocks(byte[] bytes, int from, int to) {
        int at = from;
        long marks = 0;
        while (at <= to - BLOCK) {
            for (int i = 0; i < BLOCK; i += 8) {
                marks |= special(eight(bytes, at + i));
            }
            if ((marks & HIGH) != 0) {
                return at;
            }
            at += BLOCK;
        }
        return at;
    }

    /**
     * With the second bit turned, the quote (0x22) stands at 0x20, right behind the control characters, and 0x20 and 0x21 behind it: one
     * subtraction finds both. A byte beyond ASCII is marked as it is.
     */
    private static long special(long eight) {
        return ((eight ^ TWOS) - ONES * 0x21) | ((eight ^ BACKSLASHES) - ONES) | eight;
    }

    /** The first index in {@code from..to} of a control character, DEL or a byte beyond ASCII; {@code to} if none. */
    public static int printableEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - 8) {
            long marks = unprintable(eight(bytes, at)) & HIGH;
            if (marks != 0) {
                return lowest(at, marks);
            }
            at += 8;
            if (at == from + LONG_TEXT) {
                at = printableBlocks(bytes, at, to);
            }
        }
        while (at < to && bytes[at] >= ' ' && bytes[at] != 0x7F) {
            at++;
        }
        return at;
    }

    private static int printableBlocks(byte[] bytes, int from, int to) {
        int at = from;
        long marks = 0;
        while (at <= to - BLOCK) {
            for (int i = 0; i < BLOCK; i += 8) {
                marks |= unprintable(eight(bytes, at + i));
            }
            if ((marks & HIGH) != 0) {
                return at;
            }
            at += BLOCK;
        }
        return at;
    }

    /** DEL and one more is 0x80. Only 0xFF carries over, and is marked itself. */
    private static long unprintable(long eight) {
        return (eight - SPACES) | (eight + ONES) | eight;
    }

    /** The first index in {@code from..to} of a quote or a backslash; {@code to} if none. */
    public static int quoteOrBackslash(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - 8) {
            long marks = quotes(eight(bytes, at)) & HIGH;
            if (marks != 0) {
                return lowest(at, marks);
            }
            at += 8;
            if (at == from + LONG_TEXT) {
                at = unquotedBlocks(bytes, at, to);
            }
        }
        while (at < to && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    private static int unquotedBlocks(byte[] bytes, int from, int to) {
        int at = from;
        long marks = 0;
        while (at <= to - BLOCK) {
            for (int i = 0; i < BLOCK; i += 8) {
                marks |= quotes(eight(bytes, at + i));
            }
            if ((marks & HIGH) != 0) {
                return at;
            }
            at += BLOCK;
        }
        return at;
    }

    private static long quotes(long eight) {
        return (((eight ^ QUOTES) - ONES) | ((eight ^ BACKSLASHES) - ONES)) & ~eight;
    }

    /** The first index in {@code from..to} of a byte beyond ASCII; {@code to} if none. */
    static int asciiEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - 8 && (eight(bytes, at) & HIGH) == 0) {
            at += 8;
            if (at == from + LONG_TEXT) {
                at = asciiBlocks(bytes, at, to);
            }
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    private static int asciiBlocks(byte[] bytes, int from, int to) {
        int at = from;
        long marks = 0;
        while (at <= to - BLOCK) {
            for (int i = 0; i < BLOCK; i += 8) {
                marks |= eight(bytes, at + i);
            }
            if ((marks & HIGH) != 0) {
                return at;
            }
            at += BLOCK;
        }
        return at;
    }

    private static long eight(byte[] bytes, int at) {
        return (long) EIGHT.get(bytes, at);
    }

    private static int lowest(int at, long marks) {
        return at + (Long.numberOfTrailingZeros(marks) >>> 3);
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
