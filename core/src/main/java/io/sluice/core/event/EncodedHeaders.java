package io.sluice.core.event;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.List;

/** Headers that stay bytes until somebody wants them as text: most readers of the journal never do. Immutable; thread-safe. */
public final class EncodedHeaders extends AbstractList<Header> {
    private final HeaderPlaces places;
    private volatile List<Header> decoded;

    /** @param places nobody else's */
    EncodedHeaders(HeaderPlaces places) {
        this.places = places;
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
        HeaderPlaces places = new HeaderPlaces(headers.size());
        places.read(buffer.flip());
        return new EncodedHeaders(places);
    }

    /** Where they stand as bytes. */
    public HeaderPlaces places() {
        return places;
    }

    @Override
    public Header get(int index) {
        List<Header> known = decoded;
        if (known == null) {
            known = places.decode();
            decoded = known;
        }
        return known.get(index);
    }

    @Override
    public int size() {
        return places.size();
    }
}
