package io.sluice.core.event;

import io.sluice.core.journal.RecordBody;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * An event as bytes, the payload of a journal record. Layout, big-endian, version 1:
 *
 * <pre>
 * version(1) id(16) receivedMicros(8) webhookId(1+n) namespace(1+n) source(1+n) contentType(2+n)
 * headerCount(2) { name(2+n) value(4+n) }* bodyLength(4) body
 * </pre>
 *
 * Texts are UTF-8 behind their length. {@link EventHeadBytes} writes the same for who has no {@link Event}.
 */
public final class EventCodec {
    static final byte VERSION = 1;
    /** Bytes of an event that has no text, no header and no body. */
    static final int FIXED = 1 + 16 + 8 + 1 + 1 + 1 + 2 + 2 + 4;

    private EventCodec() {}

    /** Bytes of an event without its headers and its body. */
    static int headSize(CharSequence webhookId, CharSequence namespace, CharSequence source, CharSequence contentType) {
        return FIXED + Utf8.size(webhookId) + Utf8.size(namespace) + Utf8.size(source) + Utf8.size(contentType);
    }

    /** Bytes of one header. */
    static int headerSize(CharSequence name, CharSequence value) {
        return 6 + Utf8.size(name) + Utf8.size(value);
    }

    /** Writes everything up to the headers; exactly that many {@link #writeHeader} follow, then {@link #writeBodyLength} and the body. */
    static void writeHead(
            ByteBuffer target,
            EventId id,
            long receivedMicros,
            CharSequence webhookId,
            CharSequence namespace,
            CharSequence source,
            CharSequence contentType,
            int headerCount) {
        target.put(VERSION).putLong(id.high()).putLong(id.low()).putLong(receivedMicros);
        Utf8.writeBehindByte(target, webhookId);
        Utf8.writeBehindByte(target, namespace);
        Utf8.writeBehindByte(target, source);
        Utf8.writeBehindShort(target, contentType);
        target.putShort((short) headerCount);
    }

    static void writeHeader(ByteBuffer target, CharSequence name, CharSequence value) {
        Utf8.writeBehindShort(target, name);
        Utf8.writeBehindInt(target, value);
    }

    static void writeBodyLength(ByteBuffer target, int length) {
        target.putInt(length);
    }

    /** An event as the body of a journal record. */
    public static RecordBody body(Event event) {
        int size = headSize(event.webhookId(), event.namespace(), event.source(), event.contentType())
                + event.body().length;
        for (Header header : event.headers()) {
            size += headerSize(header.name(), header.value());
        }
        int total = size;
        return new RecordBody() {
            @Override
            public int size() {
                return total;
            }

            @Override
            public void writeTo(ByteBuffer target) {
                writeHead(
                        target,
                        event.id(),
                        event.receivedMicros(),
                        event.webhookId(),
                        event.namespace(),
                        event.source(),
                        event.contentType(),
                        event.headers().size());
                event.headers().forEach(header -> writeHeader(target, header.name(), header.value()));
                writeBodyLength(target, event.body().length);
                target.put(event.body());
            }
        };
    }

    /**
     * Reads an event. The headers stay encoded until somebody looks at them.
     *
     * @param payload read from its position to its limit; the position is not changed
     * @throws UnknownEventFormat if a later version of Sluice wrote it
     * @throws IllegalArgumentException if the bytes are no event, saying where
     */
    public static Event decode(ByteBuffer payload) {
        EventView view = new EventView(TextCache.forOne());
        view.lay(payload.hasArray() ? payload : ByteBuffer.wrap(copy(payload)));
        return view.event();
    }

    private static byte[] copy(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(payload.position(), bytes);
        return bytes;
    }

    /**
     * Reads only who and when: what statistics need, at a fraction of the cost of {@link #decode}.
     *
     * @throws UnknownEventFormat if a later version of Sluice wrote it
     * @throws IllegalArgumentException if the bytes do not begin like an event, saying where
     */
    public static EventHead decodeHead(ByteBuffer payload) {
        ByteBuffer in = payload.slice();
        try {
            checkFormat(in.get());
            in.position(in.position() + 16);
            long receivedMicros = in.getLong();
            return new EventHead(Utf8.read(in, in.get() & 0xFF), Utf8.read(in, in.get() & 0xFF), receivedMicros);
        } catch (UnknownEventFormat newer) {
            throw newer;
        } catch (RuntimeException malformed) {
            throw noEvent(in.position(), in.limit(), malformed);
        }
    }

    /**
     * Reads only which webhook took the event.
     *
     * @param payload its position is moved meanwhile and then put back, so nobody else may read it at the same time
     * @param texts where texts that were met before are taken from
     * @throws UnknownEventFormat if a later version of Sluice wrote it
     * @throws IllegalArgumentException if the bytes do not begin like an event, saying where
     */
    public static String webhookId(ByteBuffer payload, TextCache texts) {
        int start = payload.position();
        try {
            checkFormat(payload.get());
            payload.position(payload.position() + 16 + Long.BYTES);
            return texts.read(payload, payload.get() & 0xFF);
        } catch (UnknownEventFormat newer) {
            throw newer;
        } catch (RuntimeException malformed) {
            throw noEvent(payload.position() - start, payload.limit() - start, malformed);
        } finally {
            payload.position(start);
        }
    }

    /**
     * Reads only the event's id.
     *
     * @throws UnknownEventFormat if a later version of Sluice wrote it
     * @throws IllegalArgumentException if the bytes do not begin like an event, saying where
     */
    public static EventId id(ByteBuffer payload) {
        ByteBuffer in = payload.slice();
        try {
            checkFormat(in.get());
            return new EventId(in.getLong(), in.getLong());
        } catch (UnknownEventFormat newer) {
            throw newer;
        } catch (RuntimeException malformed) {
            throw noEvent(in.position(), in.limit(), malformed);
        }
    }

    /**
     * Looks at nothing but the format.
     *
     * @throws UnknownEventFormat if a later version of Sluice wrote the event
     */
    public static void refuseNewer(ByteBuffer payload) {
        if (payload.hasRemaining() && payload.get(payload.position()) > VERSION) {
            throw new UnknownEventFormat(payload.get(payload.position()), VERSION);
        }
    }

    static void checkFormat(byte version) {
        if (version > VERSION) {
            throw new UnknownEventFormat(version, VERSION);
        }
        if (version < VERSION) {
            throw new IllegalArgumentException("there is no event format " + version);
        }
    }

    /**
     * @param at how many bytes were read
     * @param of how many there are
     */
    static IllegalArgumentException noEvent(int at, int of, RuntimeException malformed) {
        String why = malformed instanceof BufferUnderflowException ? "they end too early" : malformed.getMessage();
        return new IllegalArgumentException(
                "these bytes are no event, at byte " + at + " of " + of + ": " + why, malformed);
    }
}
