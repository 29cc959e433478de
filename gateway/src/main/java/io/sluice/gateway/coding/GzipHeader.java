package io.sluice.gateway.coding;

import java.util.zip.CRC32;

/** The header of a gzip member (RFC 1952, section 2.3). */
final class GzipHeader {
    private static final int FIXED = 10;
    private static final int HAS_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final byte[] bytes;
    private int position;

    private GzipHeader(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    /** Where the header that begins at a place ends. Its name, comment and extra fields are passed over. */
    static int end(byte[] bytes, int begin) throws MalformedCoding {
        GzipHeader header = new GzipHeader(bytes, begin);
        header.read(begin);
        return header.position;
    }

    private void read(int begin) throws MalformedCoding {
        if (!startsAs(begin, 0x1f) || !startsAs(begin + 1, 0x8b)) {
            throw new MalformedCoding(
                    begin == 0
                            ? "it does not begin with the bytes 1f 8b"
                            : "what follows the end of the stream is not gzip");
        }
        skip(FIXED);
        if (bytes[begin + 2] != 8) {
            throw new MalformedCoding("its compression method is not deflate");
        }
        int flags = bytes[begin + 3];
        if ((flags & RESERVED) != 0) {
            throw new MalformedCoding("its header has reserved flags");
        }
        if ((flags & HAS_EXTRA) != 0) {
            skip(2);
            skip(littleEndianShort(position - 2));
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_CHECKSUM) != 0) {
            checkSum(begin);
        }
    }

    /** A stream that has ended already is no other stream yet. */
    private boolean startsAs(int at, int expected) {
        return at >= bytes.length || (bytes[at] & 0xFF) == expected;
    }

    private void checkSum(int begin) throws MalformedCoding {
        CRC32 sum = new CRC32();
        sum.update(bytes, begin, position - begin);
        skip(2);
        if (littleEndianShort(position - 2) != (sum.getValue() & 0xFFFF)) {
            throw new MalformedCoding("the checksum of its header does not fit");
        }
    }

    private void skip(int count) throws MalformedCoding {
        if (bytes.length - position < count) {
            throw new MalformedCoding(InflatingReader.TOO_SHORT);
        }
        position += count;
    }

    private void skipText() throws MalformedCoding {
        do {
            skip(1);
        } while (bytes[position - 1] != 0);
    }

    private int littleEndianShort(int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
    }
}
