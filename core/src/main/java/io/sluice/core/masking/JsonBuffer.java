package io.sluice.core.masking;

import java.util.Arrays;

/** JSON text in the making, as UTF-8. */
final class JsonBuffer {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private byte[] bytes;
    private int size;

    /** @param expected the size at which the text will probably end; right, it costs one array */
    JsonBuffer(int expected) {
        bytes = new byte[expected];
    }

    void append(byte[] from, int start, int end) {
        int length = end - start;
        ensure(length);
        System.arraycopy(from, start, bytes, size, length);
        size += length;
    }

    void append(char ascii) {
        ensure(1);
        bytes[size++] = (byte) ascii;
    }

    /** The text as it stands inside a JSON string: escaped as far as it must be, lone surrogates replaced by U+FFFD. */
    void appendEscaped(String text) {
        ensure(text.length());
        byte[] target = bytes;
        int at = size;
        int i = 0;
        while (i < text.length() && isPlain(text.charAt(i))) {
            target[at++] = (byte) text.charAt(i++);
        }
        size = at;
        while (i < text.length()) {
            i += appendOne(text, i);
        }
    }

    /** Makes ASCII letters small in what was appended from {@code start} on. */
    void lowerCaseFrom(int start) {
        for (int i = start; i < size; i++) {
            if (bytes[i] >= 'A' && bytes[i] <= 'Z') {
                bytes[i] = (byte) (bytes[i] | 0x20);
            }
        }
    }

    int size() {
        return size;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x80 && c != '"' && c != '\\';
    }

    /** Returns how many chars were taken. */
    private int appendOne(String text, int at) {
        char c = text.charAt(at);
        if (c >= 0x80) {
            return appendBeyondAscii(text.codePointAt(at));
        }
        if (isPlain(c)) {
            append(c);
        } else {
            appendEscape(c);
        }
        return 1;
    }

    private void appendEscape(char c) {
        ensure(6);
        bytes[size++] = '\\';
        if (c == '"' || c == '\\') {
            bytes[size++] = (byte) c;
            return;
        }
        bytes[size++] = 'u';
        bytes[size++] = '0';
        bytes[size++] = '0';
        bytes[size++] = HEX[c >>> 4];
        bytes[size++] = HEX[c & 15];
    }

    private int appendBeyondAscii(int codePoint) {
        int code = codePoint;
        if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
            code = 0xFFFD;
        }
        ensure(4);
        if (code < 0x800) {
            bytes[size++] = (byte) (0xC0 | code >>> 6);
        } else {
            if (code < 0x10000) {
                bytes[size++] = (byte) (0xE0 | code >>> 12);
            } else {
                bytes[size++] = (byte) (0xF0 | code >>> 18);
                bytes[size++] = (byte) (0x80 | ((code >>> 12) & 0x3F));
            }
            bytes[size++] = (byte) (0x80 | ((code >>> 6) & 0x3F));
        }
        bytes[size++] = (byte) (0x80 | (code & 0x3F));
        return Character.charCount(codePoint);
    }

    /** Takes back a comma at the end, together with white space after it; changes nothing where no comma is. */
    void dropComma() {
        int last = size - 1;
        while (last >= 0 && (bytes[last] == ' ' || bytes[last] == '\n' || bytes[last] == '\r' || bytes[last] == '\t')) {
            last--;
        }
        if (last >= 0 && bytes[last] == ',') {
            size = last;
        }
    }

    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, size + (size >> 1)));
        }
    }
}
