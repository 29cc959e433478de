package io.sluice.stores.clickhouse;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes that grow: integers little-endian, lengths as LEB128. */
final class ByteBuilder {
    private static final int LONGEST_VARINT = 5;

    private byte[] buffer;
    private int at;

    /** @param bytes to begin with */
    ByteBuilder(int bytes) {
        buffer = new byte[bytes];
    }

    int size() {
        return at;
    }

    int capacity() {
        return buffer.length;
    }

    void int8(int value) {
        room(1);
        buffer[at++] = (byte) value;
    }

    void int16(int value) {
        room(Short.BYTES);
        buffer[at++] = (byte) value;
        buffer[at++] = (byte) (value >>> 8);
    }

    void int32(int value) {
        room(Integer.BYTES);
        for (int shift = 0; shift < Integer.SIZE; shift += 8) {
            buffer[at++] = (byte) (value >>> shift);
        }
    }

    void int64(long value) {
        room(Long.BYTES);
        for (int shift = 0; shift < Long.SIZE; shift += 8) {
            buffer[at++] = (byte) (value >>> shift);
        }
    }

    void varint(int value) {
        room(LONGEST_VARINT);
        int rest = value;
        while (rest > 0x7F) {
            buffer[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[at++] = (byte) rest;
    }

    void bytes(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, at, bytes.length);
        at += bytes.length;
    }

    /** Writes what is there and forgets it. */
    void drainTo(OutputStream out) throws IOException {
        out.write(buffer, 0, at);
        at = 0;
    }

    private void room(int bytes) {
        if (buffer.length - at < bytes) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, Math.addExact(at, bytes)));
        }
    }
}
