package io.sluice.core.event;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Looks at an event where its bytes stand, without an object for it: one view is laid on event after event. What it says, arrays and
 * {@link #headers} included, is good until it is laid on the next one or the bytes change; the texts it gives stay. {@link #event} makes
 * an event that stays. See {@link Event} for the fields. Not thread-safe.
 */
public final class EventView {
    private static final byte[] NOWHERE = {};
    private static final int MANY_HEADERS = 16;

    private final TextCache texts;
    private final HeaderPlaces headers = new HeaderPlaces(MANY_HEADERS);
    /** What it was last laid on. */
    private byte[] bytes = NOWHERE;
    /** Reads the bytes; one for an array, because many events stand in the same one. */
    private ByteBuffer in = ByteBuffer.wrap(bytes);

    private long idHigh;
    private long idLow;
    private long receivedMicros;
    private String webhookId = "";
    private String namespace = "";
    private String qualifiedId = "";
    private String source = "";
    private String contentType = "";
    private int bodyStart;
    private int bodyEnd;

    /** @param texts where texts that were met before are taken from */
    public EventView(TextCache texts) {
        this.texts = texts;
    }

    /**
     * Lays it on an event.
     *
     * @param payload has an array; read from its position to its limit; the position is not changed
     * @throws UnknownEventFormat if a later version of Sluice wrote it
     * @throws IllegalArgumentException if the bytes are no event, saying where; what the view then says means nothing
     */
    public void lay(ByteBuffer payload) {
        int offset = payload.arrayOffset();
        lay(payload.array(), offset + payload.position(), offset + payload.limit());
    }

    /** As {@link #lay(ByteBuffer)}, on a piece of an array. */
    public void lay(byte[] array, int from, int to) {
        over(array);
        in.limit(to).position(from);
        try {
            read();
        } catch (UnknownEventFormat newer) {
            throw newer;
        } catch (RuntimeException malformed) {
            throw EventCodec.noEvent(in.position() - from, to - from, malformed);
        }
    }

    @SuppressWarnings("ReferenceEquality") // it matters whether it is the same array, whatever is in it
    private void over(byte[] array) {
        if (bytes != array) {
            bytes = array;
            in = ByteBuffer.wrap(array);
        }
    }

    private void read() {
        EventCodec.checkFormat(in.get());
        idHigh = in.getLong();
        idLow = in.getLong();
        receivedMicros = in.getLong();
        readWebhook();
        source = texts.read(in, in.get() & 0xFF);
        contentType = texts.read(in, in.getShort() & 0xFFFF);
        headers.read(in);
        int length = in.getInt();
        if (length != in.remaining()) {
            throw new IllegalArgumentException("a body of " + length + " bytes where " + in.remaining() + " stand");
        }
        bodyStart = in.position();
        bodyEnd = in.limit();
    }

    @SuppressWarnings("ReferenceEquality") // only a shortcut: the cache gives the same object for the same text
    private void readWebhook() {
        String id = texts.read(in, in.get() & 0xFF);
        String space = texts.read(in, in.get() & 0xFF);
        if (id != webhookId || space != namespace) {
            webhookId = id;
            namespace = space;
            qualifiedId = Event.qualifiedId(space, id);
        }
    }

    /** The first eight bytes of the {@link EventId}. */
    public long idHigh() {
        return idHigh;
    }

    /** The last eight bytes of the {@link EventId}. */
    public long idLow() {
        return idLow;
    }

    public long receivedMicros() {
        return receivedMicros;
    }

    public String webhookId() {
        return webhookId;
    }

    public String namespace() {
        return namespace;
    }

    /** As {@link Event#qualifiedId()}. */
    public String qualifiedId() {
        return qualifiedId;
    }

    public String source() {
        return source;
    }

    public String contentType() {
        return contentType;
    }

    public HeaderPlaces headers() {
        return headers;
    }

    /** Holds the body from {@link #bodyStart} to {@link #bodyEnd}, and more; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public int bodyStart() {
        return bodyStart;
    }

    public int bodyEnd() {
        return bodyEnd;
    }

    /** The event on its own, which stays whatever becomes of the view and the bytes. */
    public Event event() {
        return new Event(
                new EventId(idHigh, idLow),
                webhookId,
                namespace,
                receivedMicros,
                source,
                contentType,
                new EncodedHeaders(headers.copy()),
                Arrays.copyOfRange(bytes, bodyStart, bodyEnd));
    }
}
