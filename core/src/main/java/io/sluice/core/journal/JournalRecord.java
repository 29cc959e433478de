package io.sluice.core.journal;

import java.nio.ByteBuffer;

/**
 * One record as it was read. It belongs to its reader, which uses it and the memory of its payload again: all of it is good until the
 * next record is read. Whoever keeps something of it copies that. Not thread-safe.
 */
public final class JournalRecord {
    private long sequence;
    private long timeMicros;
    private RecordType type;
    private ByteBuffer payload;

    /** A record of its own, which no reader changes. See the methods for the fields. */
    public JournalRecord(long sequence, long timeMicros, RecordType type, ByteBuffer payload) {
        set(sequence, timeMicros, type, payload);
    }

    /** Makes another record of it. */
    final void set(long newSequence, long newTimeMicros, RecordType newType, ByteBuffer newPayload) {
        sequence = newSequence;
        timeMicros = newTimeMicros;
        type = newType;
        payload = newPayload;
    }

    /** Its place in commit order, from 1; one more than that of the record before, unless it is a {@link Gap}. */
    public long sequence() {
        return sequence;
    }

    /** Unix microseconds at which it was written. */
    public long timeMicros() {
        return timeMicros;
    }

    public RecordType type() {
        return type;
    }

    /** Its content, from the buffer's position to its limit; in an array. */
    public ByteBuffer payload() {
        return payload;
    }

    /** The content in an array of its own, which stays as it is. */
    public byte[] copyOfPayload() {
        byte[] copy = new byte[payload.remaining()];
        payload.get(payload.position(), copy);
        return copy;
    }
}
