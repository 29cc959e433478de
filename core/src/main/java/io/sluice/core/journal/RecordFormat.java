package io.sluice.core.journal;

import java.nio.ByteBuffer;

/**
 * A record on disk, big-endian: {@code length(4) crc32c(4) sequence(8) timeMicros(8) type(1) batchOffset(4) payload(length)}. The
 * {@link Checksum} covers everything behind it. {@code batchOffset} is the record's place in its group commit: every sequence before
 * {@code sequence - batchOffset} was safe on disk when this record was written, which tells a torn tail from damage.
 */
final class RecordFormat {
    /** Bytes before the payload. */
    static final int HEADER = 29;

    /** No record is larger; a length beyond it is damage. */
    static final int MAX_PAYLOAD = 256 << 20;

    private static final int CRC_FROM = 8;

    private RecordFormat() {}

    /** Leaves room for the header, which {@link #seal} fills in when the record's place is known. */
    static void begin(ByteBuffer target, RecordType type, int payloadLength) {
        target.putInt(payloadLength)
                .putInt(0)
                .putLong(0)
                .putLong(0)
                .put(type.code())
                .putInt(0);
    }

    /** Completes the record that begins at the offset. */
    static void seal(ByteBuffer in, Checksum checksum, int offset, long sequence, long timeMicros, int batchOffset) {
        in.putLong(offset + 8, sequence).putLong(offset + 16, timeMicros).putInt(offset + 25, batchOffset);
        in.putInt(offset + 4, checksum.of(in, offset + CRC_FROM, HEADER - CRC_FROM + payloadLength(in, offset)));
    }

    static int payloadLength(ByteBuffer in, int offset) {
        return in.getInt(offset);
    }

    static long sequence(ByteBuffer in, int offset) {
        return in.getLong(offset + 8);
    }

    /** The lowest sequence that was not yet safe on disk when the record at the offset was written. */
    static long batchStart(ByteBuffer in, int offset) {
        return sequence(in, offset) - in.getInt(offset + 25);
    }

    static boolean plausibleLength(int length) {
        return length >= 0 && length <= MAX_PAYLOAD;
    }

    /** Whether the checksum of the record at the offset matches; all its bytes must be in the buffer. */
    static boolean checks(ByteBuffer in, int offset, Checksum checksum) {
        return RecordType.of(in.get(offset + 24)) != null
                && checksum.of(in, offset + CRC_FROM, HEADER - CRC_FROM + payloadLength(in, offset))
                        == in.getInt(offset + 4);
    }

    /**
     * Makes the record at the offset of another one, without an object for it.
     *
     * @param payload shares the bytes of the buffer; its position and limit are set around the content
     */
    static void read(ByteBuffer in, int offset, ByteBuffer payload, JournalRecord record) {
        int from = offset + HEADER;
        payload.limit(from + payloadLength(in, offset)).position(from);
        record.set(sequence(in, offset), in.getLong(offset + 16), RecordType.of(in.get(offset + 24)), payload);
    }

    static JournalRecord read(ByteBuffer in, int offset) {
        return new JournalRecord(
                sequence(in, offset),
                in.getLong(offset + 16),
                RecordType.of(in.get(offset + 24)),
                in.slice(offset + HEADER, payloadLength(in, offset)));
    }
}
