package io.sluice.stores.clickhouse;

import io.sluice.core.event.EventId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes values in ClickHouse's format RowBinary (integers little-endian, text behind its length as LEB128) through one small buffer,
 * so that a batch of any size takes no more memory than this. https://clickhouse.com/docs/interfaces/formats/RowBinary
 */
final class RowBinary {
    private static final int SIZE = 64 << 10;
    private static final int LONGEST_VARINT = 5;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final byte[] buffer = new byte[SIZE];
    private int at;

    RowBinary(OutputStream out) {
        this.out = out;
    }

    /** UInt32, or DateTime as Unix seconds. */
    void int32(int value) throws IOException {
        room(Integer.BYTES);
        for (int shift = 0; shift < Integer.SIZE; shift += 8) {
            buffer[at++] = (byte) (value >>> shift);
        }
    }

    /** Int64 or UInt64. */
    void int64(long value) throws IOException {
        room(Long.BYTES);
        for (int shift = 0; shift < Long.SIZE; shift += 8) {
            buffer[at++] = (byte) (value >>> shift);
        }
    }

    /** String, or LowCardinality(String). */
    void text(String text) throws IOException {
        int length = text.length();
        if (length > SIZE - LONGEST_VARINT) {
            bytes(text.getBytes(StandardCharsets.UTF_8));
            return;
        }
        room(length + LONGEST_VARINT);
        int start = at;
        varint(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                at = start;
                bytes(text.getBytes(StandardCharsets.UTF_8));
                return;
            }
            buffer[at++] = (byte) c;
        }
    }

    /** String of bytes that are taken as they are. */
    void bytes(byte[] bytes) throws IOException {
        room(LONGEST_VARINT);
        varint(bytes.length);
        if (bytes.length <= SIZE - at) {
            System.arraycopy(bytes, 0, buffer, at, bytes.length);
            at += bytes.length;
        } else {
            flush();
            out.write(bytes);
        }
    }

    /** String with the canonical form of a UUID. */
    void id(EventId id) throws IOException {
        room(37);
        buffer[at++] = 36;
        hex(id.high(), 60, 32);
        buffer[at++] = '-';
        hex(id.high(), 28, 16);
        buffer[at++] = '-';
        hex(id.high(), 12, 0);
        buffer[at++] = '-';
        hex(id.low(), 60, 48);
        buffer[at++] = '-';
        hex(id.low(), 44, 0);
    }

    /** Hands on what is in the buffer. */
    void flush() throws IOException {
        out.write(buffer, 0, at);
        at = 0;
    }

    private void hex(long bits, int highest, int lowest) {
        for (int shift = highest; shift >= lowest; shift -= 4) {
            buffer[at++] = HEX[(int) (bits >>> shift) & 0xF];
        }
    }

    private void varint(int value) {
        int rest = value;
        while (rest > 0x7F) {
            buffer[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[at++] = (byte) rest;
    }

    private void room(int bytes) throws IOException {
        if (SIZE - at < bytes) {
            flush();
        }
    }
}
