package io.sluice.stores.clickhouse;

import io.sluice.core.event.IdText;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow: integers little-endian, lengths as LEB128. */
final class ByteBuilder {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
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
        INT.set(buffer, at, value);
        at += Integer.BYTES;
    }

    void int64(long value) {
        room(Long.BYTES);
        LONG.set(buffer, at, value);
        at += Long.BYTES;
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

    void bytes(MemorySegment memory, long from, int length) {
        room(length);
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, from, buffer, at, length);
        at += length;
    }

    /** The canonical form of a UUID. */
    void id(long high, long low) {
        room(IdText.LENGTH);
        IdText.write(high, low, buffer, at);
        at += IdText.LENGTH;
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
