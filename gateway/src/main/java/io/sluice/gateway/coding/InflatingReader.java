package io.sluice.gateway.coding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a compressed body in plain, as far as one wants to: nothing is inflated ahead, so who stops at a limit pays for the limit and
 * not for what lies behind it. Checksums, lengths and the end of the stream are checked; bytes behind it are an error. Not
 * thread-safe.
 *
 * <pre>{@code
 * try (InflatingReader reader = new InflatingReader(body, ContentCoding.GZIP)) {
 *     int count = reader.read(target, 0, target.length);
 * }
 * }</pre>
 */
public final class InflatingReader implements AutoCloseable {
    static final String TOO_SHORT = "it ends too early";

    /**
     * Bytes that are inflated in one go: while zlib works on an array in the heap, the collector has to wait.
     */
    private static final int SLICE = 32 * 1024;
    /** Members that are read: no sender cuts a webhook into more, and a small one costs as much as some hundred bytes. */
    private static final int MOST_MEMBERS = 1_000;

    private static final int TRAILER = 8;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] coded;
    private final boolean gzip;
    private final Inflater inflater;
    private final CRC32 sum = new CRC32();
    private int members;
    private boolean ended;

    /** @param coding {@link ContentCoding#GZIP} or {@link ContentCoding#DEFLATE} */
    public InflatingReader(byte[] coded, ContentCoding coding) {
        if (coding != ContentCoding.GZIP && coding != ContentCoding.DEFLATE) {
            throw new IllegalArgumentException("nothing is inflated of a body that is " + coding);
        }
        this.coded = coded;
        this.gzip = coding == ContentCoding.GZIP;
        this.inflater = new Inflater(gzip); // true: the format around it is read here
        if (!gzip) {
            inflater.setInput(coded);
        }
    }

    /**
     * Inflates into a part of an array until it is full or the body has ended.
     *
     * @return how many bytes; fewer than asked for only when the whole body has been read and found right
     * @throws MalformedCoding if the body is not what its coding says
     */
    public int read(byte[] target, int from, int length) throws MalformedCoding {
        int count = 0;
        while (count < length && !ended) {
            if (gzip && (members == 0 || inflater.finished())) {
                beginMember();
            }
            count += inflate(target, from + count, Math.min(SLICE, length - count));
            if (inflater.finished()) {
                endStream();
            }
        }
        return count;
    }

    private int inflate(byte[] target, int from, int length) throws MalformedCoding {
        try {
            int count = inflater.inflate(target, from, length);
            if (count == 0 && !inflater.finished()) {
                throw new MalformedCoding(inflater.needsDictionary() ? "it needs a dictionary" : TOO_SHORT);
            }
            if (gzip) {
                sum.update(target, from, count);
            }
            return count;
        } catch (DataFormatException malformed) {
            throw new MalformedCoding(
                    malformed.getMessage() == null ? "its data is malformed" : malformed.getMessage());
        }
    }

    private void beginMember() throws MalformedCoding {
        if (++members > MOST_MEMBERS) {
            throw new MalformedCoding("it has more than " + MOST_MEMBERS + " members");
        }
        int data = GzipHeader.end(coded, position());
        inflater.reset();
        sum.reset();
        inflater.setInput(coded, data, coded.length - data);
    }

    private void endStream() throws MalformedCoding {
        int end = coded.length - inflater.getRemaining();
        if (gzip) {
            if (coded.length - end < TRAILER) {
                throw new MalformedCoding(TOO_SHORT);
            }
            if ((int) INT.get(coded, end) != (int) sum.getValue()) {
                throw new MalformedCoding("its checksum does not fit");
            }
            if ((int) INT.get(coded, end + 4) != (int) inflater.getBytesWritten()) {
                throw new MalformedCoding("its length is not the one that it says");
            }
            ended = end + TRAILER == coded.length;
        } else if (end < coded.length) {
            throw new MalformedCoding("bytes follow the end of the stream");
        } else {
            ended = true;
        }
    }

    /** Where the next member begins. */
    private int position() {
        return members == 1 ? 0 : coded.length - inflater.getRemaining() + TRAILER;
    }

    /** Frees the memory outside the heap. */
    @Override
    public void close() {
        inflater.end();
    }
}
