package io.sluice.core.journal;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * CRC32C mixed with the id of the journal. Payloads are chosen by strangers; without the id, which they do not know, nothing they send
 * can pass for a record or a closing mark when a torn tail is examined. Not thread-safe.
 */
final class Checksum {
    private final CRC32C crc = new CRC32C();
    private final int mixed;

    Checksum(UUID journal) {
        ByteBuffer id = ByteBuffer.allocate(16)
                .putLong(journal.getMostSignificantBits())
                .putLong(journal.getLeastSignificantBits());
        crc.update(id.flip());
        mixed = (int) crc.getValue();
    }

    /** The checksum of a piece of a buffer, whose position and limit do not matter. */
    int of(ByteBuffer in, int from, int length) {
        crc.reset();
        if (in.hasArray()) {
            crc.update(in.array(), in.arrayOffset() + from, length);
        } else {
            crc.update(in.slice(from, length));
        }
        return (int) crc.getValue() ^ mixed;
    }
}
