package io.sluice.core.event;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Everything of an event that stands before its body, encoded as {@link EventCodec} says into memory that is used again and again. Encoding is
 * done before the journal's lock is taken, under which a single copy is left to do. Not thread-safe: one for each event loop.
 *
 * <pre>{@code
 * head.begin(id, receivedMicros, "orders", "", "192.0.2.1", "application/json", 1);
 * head.header("Content-Type", "application/json");
 * head.end(body.length);
 * }</pre>
 */
public final class EventHeadBytes {
    private static final int USUAL = 1_024;
    /** Bytes: heads that are larger do not keep their memory. */
    private static final int LARGEST_KEPT = 64 << 10;

    private byte[] bytes = new byte[USUAL];
    private int length;

    /**
     * Begins a head; exactly that many {@link #header} follow, then {@link #end}.
     *
     * @throws IllegalArgumentException when one of the texts is too long for its place
     */
    public void begin(
            EventId id,
            long receivedMicros,
            String webhookId,
            String namespace,
            String source,
            String contentType,
            int headerCount) {
        if (bytes.length > LARGEST_KEPT) {
            bytes = new byte[USUAL];
        }
        length = 0;
        reserve(EventCodec.FIXED);
        bytes[length++] = EventCodec.VERSION;
        number(id.high(), Long.BYTES);
        number(id.low(), Long.BYTES);
        number(receivedMicros, Long.BYTES);
        text(webhookId, 1);
        text(namespace, 1);
        text(source, 1);
        text(contentType, 2);
        number(headerCount, 2);
    }

    /** Adds a header. */
    public void header(String name, String value) {
        text(name, 2);
        text(value, 4);
    }

    /** Ends the head: the body follows. */
    public void end(int bodyLength) {
        reserve(Integer.BYTES);
        number(bodyLength, Integer.BYTES);
    }

    /** Bytes of the head. */
    public int size() {
        return length;
    }

    /** Copies the head there. */
    public void writeTo(ByteBuffer target) {
        target.put(bytes, 0, length);
    }

    private void text(String text, int lengthBytes) {
        int chars = text.length();
        reserve(lengthBytes + 2 + Utf8.MOST_BYTES_PER_CHAR * chars); // two for a count of headers behind the text
        int at = length + lengthBytes;
        int size = Utf8.write(text, bytes, at);
        if (lengthBytes < Integer.BYTES && size >>> (8 * lengthBytes) != 0) {
            throw new IllegalArgumentException(
                    "a text of " + size + " bytes where " + ((1 << (8 * lengthBytes)) - 1) + " are allowed");
        }
        number(size, lengthBytes);
        length += size;
    }

    private void number(long value, int count) {
        for (int i = count - 1; i >= 0; i--) {
            bytes[length++] = (byte) (value >>> (8 * i));
        }
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
