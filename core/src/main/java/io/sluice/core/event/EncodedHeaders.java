package io.sluice.core.event;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/** Headers that stay bytes until somebody looks: most readers of the journal never do. */
final class EncodedHeaders extends AbstractList<Header> {
    private final ByteBuffer encoded;
    private final int count;
    private volatile List<Header> decoded;

    private EncodedHeaders(ByteBuffer encoded, int count) {
        this.encoded = encoded;
        this.count = count;
    }

    /** Takes the headers at the buffer's position and moves it behind them. */
    static EncodedHeaders readFrom(ByteBuffer in) {
        int count = in.getShort() & 0xFFFF;
        int start = in.position();
        for (int i = 0; i < count; i++) {
            skip(in, in.getShort() & 0xFFFF);
            skip(in, in.getInt());
        }
        byte[] copy = new byte[in.position() - start]; // an event that waits for long must not keep the reader's buffer
        in.get(start, copy);
        return new EncodedHeaders(ByteBuffer.wrap(copy), count);
    }

    private static void skip(ByteBuffer in, int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a header of " + bytes + " bytes");
        }
        in.position(in.position() + bytes);
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
        return count;
    }

    private List<Header> decode() {
        ByteBuffer in = encoded.duplicate();
        List<Header> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            headers.add(new Header(Utf8.read(in, in.getShort() & 0xFFFF), Utf8.read(in, in.getInt())));
        }
        return headers;
    }
}
