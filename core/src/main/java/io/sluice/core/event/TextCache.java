package io.sluice.core.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts that were read lately, so that a text which stands in event after event (the webhook's id, the sender's address, the content
 * type) is one object and not one for each event. A place is found by the hash of the bytes; a text that finds its place taken by
 * another one replaces it. Any thread may use it: an entry never changes.
 */
public final class TextCache {
    private static final int PLACES = 256;
    /** Longer texts are hardly ever repeated, and not worth the look. */
    private static final int LONGEST = 64;

    private final Entry[] entries;

    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Entry(byte[] bytes, String text) {}

    public TextCache() {
        this(PLACES);
    }

    private TextCache(int places) {
        entries = new Entry[places];
    }

    /** A cache for a single event, whose texts do not repeat: it keeps nothing, and costs nothing to make. */
    static TextCache forOne() {
        return new TextCache(0);
    }

    /** The text of the next bytes of a buffer that has an array, in UTF-8; moves the buffer behind them. */
    String read(ByteBuffer in, int length) {
        if (length == 0) {
            return "";
        }
        if (entries.length == 0 || length > LONGEST || length > in.remaining() || !in.hasArray()) {
            return Utf8.read(in, length);
        }
        byte[] array = in.array();
        int from = in.arrayOffset() + in.position();
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + array[i];
        }
        int place = (hash ^ hash >>> 16) & (PLACES - 1);
        Entry entry = entries[place];
        if (entry == null || !isSame(entry.bytes, array, from, length)) {
            byte[] bytes = new byte[length];
            System.arraycopy(array, from, bytes, 0, length);
            entry = new Entry(bytes, new String(bytes, StandardCharsets.UTF_8));
            entries[place] = entry;
        }
        in.position(in.position() + length);
        return entry.text;
    }

    private static boolean isSame(byte[] bytes, byte[] array, int from, int length) {
        return Arrays.equals(bytes, 0, bytes.length, array, from, from + length);
    }
}
