package io.sluice.core.event;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the names and values of an event's headers stand in an array: both are UTF-8, at the places that the methods name. Says nothing
 * any more when the array changes, or when its owner, an {@link EventView} or {@link EncodedHeaders}, reads other headers with it.
 */
public final class HeaderPlaces {
    private static final int NAME_LENGTH = Short.BYTES;
    private static final int VALUE_LENGTH = Integer.BYTES;
    private static final byte[] NOWHERE = {};

    private byte[] bytes = NOWHERE;
    /** For each header where its name and where its value begins. */
    private int[] starts;

    private int size;
    /** Where the last value ends. */
    private int end;

    /** @param headers for so many there is room to begin with */
    HeaderPlaces(int headers) {
        starts = new int[2 * headers];
    }

    /**
     * Finds the headers at the position of a buffer that has an array, and moves the buffer behind them.
     *
     * @throws IllegalArgumentException if the bytes are no headers
     */
    void read(ByteBuffer in) {
        int count = in.getShort() & 0xFFFF;
        if (count * (NAME_LENGTH + VALUE_LENGTH) > in.remaining()) {
            throw new IllegalArgumentException(count + " headers in " + in.remaining() + " bytes");
        }
        if (starts.length < 2 * count) {
            starts = new int[2 * count];
        }
        for (int i = 0; i < 2 * count; i += 2) {
            starts[i] = skip(in, in.getShort() & 0xFFFF);
            starts[i + 1] = skip(in, in.getInt());
        }
        bytes = in.array();
        size = count;
        end = in.arrayOffset() + in.position();
    }

    private static int skip(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("a text of " + length + " bytes where " + in.remaining() + " stand");
        }
        int start = in.position();
        in.position(start + length);
        return in.arrayOffset() + start;
    }

    /** The same headers in an array of their own. */
    HeaderPlaces copy() {
        HeaderPlaces copy = new HeaderPlaces(size);
        if (size > 0) {
            int from = starts[0];
            copy.bytes = Arrays.copyOfRange(bytes, from, end);
            for (int i = 0; i < 2 * size; i++) {
                copy.starts[i] = starts[i] - from;
            }
            copy.size = size;
            copy.end = end - from;
        }
        return copy;
    }

    public int size() {
        return size;
    }

    /** Holds all names and values, and maybe more; not to be changed. */
    public byte[] bytes() {
        return bytes;
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
        return index + 1 < size ? starts[2 * index + 2] - NAME_LENGTH : end;
    }

    /** The headers as text, which stays as it is. */
    public List<Header> decode() {
        List<Header> headers = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            headers.add(new Header(text(nameStart(i), nameEnd(i)), text(valueStart(i), valueEnd(i))));
        }
        return headers;
    }

    private String text(int from, int to) {
        return Utf8.read(ByteBuffer.wrap(bytes).position(from), to - from);
    }
}
