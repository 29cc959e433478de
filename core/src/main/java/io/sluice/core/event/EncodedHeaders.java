package io.sluice.core.event;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/**
 * Headers that stay bytes until somebody wants them as text: most readers of the journal never do. Immutable; thread-safe.
 *
 * <p>Whoever rewrites headers works on {@link #bytes}: names and values are UTF-8 there, at the places that the other methods name.
 */
public final class EncodedHeaders extends AbstractList<Header> {
    private static final int NAME_LENGTH = Short.BYTES;
    private static final int VALUE_LENGTH = Integer.BYTES;

    private final byte[] bytes;
    /** For each header where its name and where its value begins. */
    private final int[] starts;
    /** Where the last value ends. */
    private final int end;

    private volatile List<Header> decoded;

    private EncodedHeaders(byte[] bytes, int[] starts, int end) {
        this.bytes = bytes;
        this.starts = starts;
        this.end = end;
    }

    /** The headers in this form; the same object when they have it already. */
    public static EncodedHeaders of(List<Header> headers) {
        if (headers instanceof EncodedHeaders encoded) {
            return encoded;
        }
        int size = Short.BYTES;
        for (Header header : headers) {
            size += EventCodec.headerSize(header.name(), header.value());
        }
        ByteBuffer buffer = ByteBuffer.allocate(size).putShort((short) headers.size());
        headers.forEach(header -> EventCodec.writeHeader(buffer, header.name(), header.value()));
        return readFrom(buffer.flip());
    }

    /** Takes a copy of the headers at the buffer's position and moves it behind them. */
    static EncodedHeaders readFrom(ByteBuffer in) {
        int count = in.getShort() & 0xFFFF;
        int from = in.position();
        int[] starts = starts(in, count, -from);
        byte[] copy = new byte[in.position() - from];
        in.get(from, copy);
        return new EncodedHeaders(copy, starts, copy.length);
    }

    /** The headers at the position of a buffer that has an array, as long as that does not change; moves the buffer behind them. */
    static EncodedHeaders view(ByteBuffer in) {
        int count = in.getShort() & 0xFFFF;
        int[] starts = starts(in, count, in.arrayOffset());
        return new EncodedHeaders(in.array(), starts, in.arrayOffset() + in.position());
    }

    /** @param shift from places in the buffer to places in the array */
    private static int[] starts(ByteBuffer in, int count, int shift) {
        if (count * (NAME_LENGTH + VALUE_LENGTH) > in.remaining()) {
            throw new IllegalArgumentException(count + " headers in " + in.remaining() + " bytes");
        }
        int[] starts = new int[2 * count];
        for (int i = 0; i < starts.length; i += 2) {
            starts[i] = skip(in, in.getShort() & 0xFFFF) + shift;
            starts[i + 1] = skip(in, in.getInt()) + shift;
        }
        return starts;
    }

    private static int skip(ByteBuffer in, int bytes) {
        if (bytes < 0 || bytes > in.remaining()) {
            throw new IllegalArgumentException("a text of " + bytes + " bytes where " + in.remaining() + " stand");
        }
        int start = in.position();
        in.position(start + bytes);
        return start;
    }

    /** Holds all names and values, and maybe more; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Bytes from the first name to the end of the last value, with the lengths between them. */
    public int encodedSize() {
        return isEmpty() ? 0 : end - starts[0] + NAME_LENGTH;
    }

    public int nameStart(int index) {
        return starts[2 * index];
    }

    public int nameEnd(int index) {
        return starts[2 * index + 1] - VALUE_LENGTH;
    }

    public int valueStart(int index) {
        return starts[2 * index + 1];
    }

    public int valueEnd(int index) {
        return index + 1 < size() ? starts[2 * index + 2] - NAME_LENGTH : end;
    }

    @Override
    public Header get(int index) {
        List<Header> known = decoded;
        if (known == null) {
            known = decode();
            decoded = known;
        }
        return known.get(index);
    }

    @Override
    public int size() {
        return starts.length / 2;
    }

    private List<Header> decode() {
        List<Header> headers = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            headers.add(new Header(text(nameStart(i), nameEnd(i)), text(valueStart(i), valueEnd(i))));
        }
        return headers;
    }

    private String text(int from, int to) {
        return Utf8.read(ByteBuffer.wrap(bytes).position(from), to - from);
    }
}
