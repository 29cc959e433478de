package io.sluice.stores.clickhouse;

import io.sluice.core.event.EventId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A column whose values stand one behind the other, each as it is. */
final class PlainColumn implements NativeColumn {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int ID_LENGTH = 36;

    private final String name;
    private final String type;
    private final ByteBuilder values;

    /** @param bytes how many the values of a block take, about */
    PlainColumn(String name, String type, int bytes) {
        this.name = name;
        this.type = type;
        this.values = new ByteBuilder(bytes);
    }

    /** UInt32, or DateTime as Unix seconds. */
    void int32(int value) {
        values.int32(value);
    }

    /** Int64 or UInt64. */
    void int64(long value) {
        values.int64(value);
    }

    /** String of bytes that are taken as they are. */
    void bytes(byte[] bytes) {
        values.varint(bytes.length);
        values.bytes(bytes);
    }

    /** String with the canonical form of a UUID. */
    void id(EventId id) {
        values.varint(ID_LENGTH);
        hex(id.high(), 60, 32);
        values.int8('-');
        hex(id.high(), 28, 16);
        values.int8('-');
        hex(id.high(), 12, 0);
        values.int8('-');
        hex(id.low(), 60, 48);
        values.int8('-');
        hex(id.low(), 44, 0);
    }

    private void hex(long bits, int highest, int lowest) {
        for (int shift = highest; shift >= lowest; shift -= 4) {
            values.int8(HEX[(int) (bits >>> shift) & 0xF]);
        }
    }

    /** Bytes that its buffer has grown to. */
    int capacity() {
        return values.capacity();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public int bytes() {
        return values.size();
    }

    @Override
    public void drainTo(OutputStream out) throws IOException {
        values.drainTo(out);
    }
}
