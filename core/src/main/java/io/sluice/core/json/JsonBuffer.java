package io.sluice.core.json;

import java.util.Arrays;

/** JSON text in the making, as UTF-8. May be used for text after text: {@link #clear} keeps its memory. Not thread-safe. */
public final class JsonBuffer {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    /** More is given back. */
    private static final int KEPT = 1 << 20;

    private byte[] bytes;
    private int size;

    /** @param expected the size at which the text will probably end; right, it costs one array */
    public JsonBuffer(int expected) {
        bytes = new byte[expected];
    }

    public void append(byte[] from, int start, int end) {
        int length = end - start;
        ensure(length);
        System.arraycopy(from, start, bytes, size, length);
        size += length;
    }

    public void append(char single) {
        ensure(1);
        bytes[size++] = (byte) single;
    }

    /** A text in UTF-8 as it stands inside a JSON string: escaped as far as it must be, what is no UTF-8 replaced by U+FFFD. */
    public void appendEscaped(byte[] text, int from, int to) {
        int plain = Bytes.plainEnd(text, from, to);
        append(text, from, plain);
        if (plain == to) {
            return;
        }
        byte[] rest = Utf8.text(Arrays.copyOfRange(text, plain, to));
        for (byte next : rest) {
            if ((next >= 0 && next < ' ') || next == '"' || next == '\\') {
                appendEscape(next);
            } else {
                append((char) (next & 0xFF));
            }
        }
    }

    /** Makes ASCII letters small in what was appended from {@code start} on. */
    public void lowerCaseFrom(int start) {
        for (int i = start; i < size; i++) {
            if (bytes[i] >= 'A' && bytes[i] <= 'Z') {
                bytes[i] = (byte) (bytes[i] | 0x20);
            }
        }
    }

    public int size() {
        return size;
    }

    /** Holds the text from its beginning to {@link #size}, and maybe more; good until the text grows. */
    public byte[] bytes() {
        return bytes;
    }

    /** Forgets the text, and gives back memory that an unusually long one took. */
    public void clear() {
        size = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[0];
        }
    }

    private void appendEscape(byte c) {
        ensure(6);
        bytes[size++] = '\\';
        if (c == '"' || c == '\\') {
            bytes[size++] = c;
            return;
        }
        bytes[size++] = 'u';
        bytes[size++] = '0';
        bytes[size++] = '0';
        bytes[size++] = HEX[c >>> 4];
        bytes[size++] = HEX[c & 15];
    }

    /** Takes back a comma at the end, together with white space after it; changes nothing where no comma is. */
    public void dropComma() {
        int last = size - 1;
        while (last >= 0 && (bytes[last] == ' ' || bytes[last] == '\n' || bytes[last] == '\r' || bytes[last] == '\t')) {
            last--;
        }
        if (last >= 0 && bytes[last] == ',') {
            size = last;
        }
    }

    /** The text; the buffer is not to be used any more. */
    public byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, size + (size >> 1)));
        }
    }
}
