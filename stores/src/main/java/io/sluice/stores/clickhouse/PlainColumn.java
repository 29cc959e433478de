package io.sluice.stores.clickhouse;

import io.sluice.core.event.IdText;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;

/** A column whose values stand one behind the other, each as it is. */
final class PlainColumn implements NativeColumn {
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
    void bytes(MemorySegment memory, long from, int length) {
        values.varint(length);
        values.bytes(memory, from, length);
    }

    /** String with the canonical form of a UUID. */
    void id(long high, long low) {
        values.varint(IdText.LENGTH);
        values.id(high, low);
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
