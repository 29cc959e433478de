package io.sluice.core.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Texts as UTF-8 behind their length. Nearly every text here is ASCII, which is written without an intermediate array. */
final class Utf8 {

    static final int MOST_BYTES_PER_CHAR = 3;

    private Utf8() {}

    /**
     * Writes a text without its length.
     *
     * @param target has room for {@link #MOST_BYTES_PER_CHAR} times its characters
     * @return bytes written
     */
    static int write(String text, byte[] target, int at) {
        int length = text.length();
        int all = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            all |= c;
            target[at + i] = (byte) c;
        }
        if (all < 0x80) {
            return length;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, target, at, encoded.length);
        return encoded.length;
    }

    static int size(CharSequence text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) >= 0x80) {
                return text.toString().getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return length;
    }

    static void writeBehindByte(ByteBuffer target, CharSequence text) {
        target.put((byte) fits(size(text), 0xFF));
        write(target, text);
    }

    static void writeBehindShort(ByteBuffer target, CharSequence text) {
        target.putShort((short) fits(size(text), 0xFFFF));
        write(target, text);
    }

    static void writeBehindInt(ByteBuffer target, CharSequence text) {
        target.putInt(size(text));
        write(target, text);
    }

    static String read(ByteBuffer in, int length) {
        if (length > in.remaining()) { // the array behind a buffer may go on where the buffer ends
            throw new IllegalArgumentException("a text of " + length + " bytes where " + in.remaining() + " stand");
        }
        String text;
        if (in.hasArray()) {
            text = new String(in.array(), in.arrayOffset() + in.position(), length, StandardCharsets.UTF_8);
            in.position(in.position() + length);
        } else {
            byte[] bytes = new byte[length];
            in.get(bytes);
            text = new String(bytes, StandardCharsets.UTF_8);
        }
        return text;
    }

    private static int fits(int size, int most) {
        if (size > most) {
            throw new IllegalArgumentException("a text of " + size + " bytes where " + most + " are allowed");
        }
        return size;
    }

    private static void write(ByteBuffer target, CharSequence text) {
        int start = target.position();
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                target.position(start).put(text.toString().getBytes(StandardCharsets.UTF_8));
                return;
            }
            target.put((byte) c);
        }
    }
}
