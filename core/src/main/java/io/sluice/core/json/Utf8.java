package io.sluice.core.json;

import java.nio.charset.StandardCharsets;

/** Well-formed UTF-8 (Unicode standard, table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {

    private Utf8() {}

    /** The bytes as text: the same array when it is well-formed, else a copy with U+FFFD in the place of what is not. */
    public static byte[] text(byte[] bytes) {
        return invalidAt(bytes, 0, bytes.length) < 0
                ? bytes
                : new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    }

    /** The first index in {@code from..to} at which the bytes are not well-formed; -1 if they are. */
    public static int invalidAt(byte[] bytes, int from, int to) {
        int at = Bytes.asciiEnd(bytes, from, to);
        while (at < to) {
            int next = sequencesEnd(bytes, at, to);
            if (next < to && bytes[next] < 0) {
                return next;
            }
            at = Bytes.asciiEnd(bytes, next, to);
        }
        return -1;
    }

    /** The end of the well-formed sequences beyond ASCII that stand one behind the other from {@code from} on. */
    static int sequencesEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] < 0) {
            int length = sequence(bytes, at, to);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return at;
    }

    /** The length of the sequence that begins at {@code at} with a byte beyond ASCII; 0 if it is not well-formed. */
    static int sequence(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xFF;
        if (first >= 0xC2 && first <= 0xDF) {
            return continues(bytes, at + 1, to, 0x80, 0xBF) ? 2 : 0;
        }
        if (first >= 0xE0 && first <= 0xEF) {
            int low = first == 0xE0 ? 0xA0 : 0x80;
            int high = first == 0xED ? 0x9F : 0xBF;
            return continues(bytes, at + 1, to, low, high) && continues(bytes, at + 2, to, 0x80, 0xBF) ? 3 : 0;
        }
        if (first >= 0xF0 && first <= 0xF4) {
            int low = first == 0xF0 ? 0x90 : 0x80;
            int high = first == 0xF4 ? 0x8F : 0xBF;
            return continues(bytes, at + 1, to, low, high)
                            && continues(bytes, at + 2, to, 0x80, 0xBF)
                            && continues(bytes, at + 3, to, 0x80, 0xBF)
                    ? 4
                    : 0;
        }
        return 0;
    }

    private static boolean continues(byte[] bytes, int at, int to, int low, int high) {
        return at < to && (bytes[at] & 0xFF) >= low && (bytes[at] & 0xFF) <= high;
    }
}
