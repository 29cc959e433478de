package io.sluice.core.journal;

import java.nio.ByteBuffer;

/**
 * Sequences whose records are lost. A repair puts one record of type {@link RecordType#GAP} in their place: it has the last of the
 * sequences and names the first, so that everything behind it keeps its number, and a number that was handed out once is never
 * handed out again.
 *
 * @param first the first lost sequence
 * @param last the last one, at least {@code first}
 */
public record Gap(long first, long last) {
    /** Bytes of the payload. */
    static final int PAYLOAD = 8;

    /**
     * What a record of type {@link RecordType#GAP} stands for.
     *
     * @throws IllegalArgumentException if the record is of another type, or does not say where the gap begins
     */
    public static Gap of(JournalRecord record) {
        ByteBuffer payload = record.payload();
        if (record.type() != RecordType.GAP || payload.remaining() != PAYLOAD) {
            throw new IllegalArgumentException("record " + record.sequence() + " is no gap");
        }
        return new Gap(payload.getLong(payload.position()), record.sequence());
    }

    /** How many sequences are lost. */
    public long length() {
        return last - first + 1;
    }

    /** The record that stands in their place. */
    ByteBuffer record(Checksum checksum, long timeMicros) {
        ByteBuffer record = ByteBuffer.allocate(RecordFormat.HEADER + PAYLOAD);
        RecordFormat.begin(record, RecordType.GAP, PAYLOAD);
        record.putLong(first);
        RecordFormat.seal(record, checksum, 0, last, timeMicros, 0);
        return record.flip();
    }
}
