package io.sluice.stores.clickhouse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A column of type LowCardinality(String): each different text once, and for each row the number of its text. So the server need not
 * look up every row's text in a dictionary of its own.
 */
final class TextColumn implements NativeColumn {
    /** Dictionaries are part of the block and not shared over blocks. */
    private static final long VERSION = 1;
    /** HasAdditionalKeys and NeedUpdateDictionary of SerializationLowCardinality, above the width of the numbers. */
    private static final long OWN_DICTIONARY = 0x600;

    private static final int ONE_BYTE = 0x100;

    private final String name;
    private final ByteBuilder head = new ByteBuilder(64);
    private final ByteBuilder dictionary = new ByteBuilder(256);
    private final ByteBuilder indexes;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final char[] rows;
    private int size;
    private String latest = "";
    private int latestNumber;

    /** @param most rows of a block; at most 65,535, so that a number takes two bytes */
    TextColumn(String name, int most) {
        if (most > Character.MAX_VALUE) {
            throw new IllegalArgumentException("a block of " + most + " rows may have more texts than two bytes count");
        }
        this.name = name;
        this.rows = new char[most];
        this.indexes = new ByteBuilder(2 * most);
        begin();
    }

    /** Rows of one sender follow one another, so most texts are the one before. */
    @SuppressWarnings("ReferenceEquality") // only a shortcut: what is equal but another object is found below
    void text(String text) {
        if (text != latest) {
            Integer known = numbers.get(text);
            latestNumber = known != null ? known : add(text);
            latest = text;
        }
        rows[size++] = (char) latestNumber;
    }

    private int add(String text) {
        int number = numbers.size();
        numbers.put(text, number);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        dictionary.varint(bytes.length);
        dictionary.bytes(bytes);
        return number;
    }

    /** The text that is number 0 is always the type's default. */
    private void begin() {
        numbers.clear();
        size = 0;
        latest = "";
        latestNumber = add("");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String type() {
        return "LowCardinality(String)";
    }

    @Override
    public int bytes() {
        return dictionary.size() + 2 * size;
    }

    @Override
    public void drainTo(OutputStream out) throws IOException {
        boolean oneByte = numbers.size() <= ONE_BYTE;
        head.int64(VERSION);
        head.int64(OWN_DICTIONARY | (oneByte ? 0 : 1));
        head.int64(numbers.size());
        head.drainTo(out);
        dictionary.drainTo(out);
        indexes.int64(size);
        for (int i = 0; i < size; i++) {
            if (oneByte) {
                indexes.int8(rows[i]);
            } else {
                indexes.int16(rows[i]);
            }
        }
        indexes.drainTo(out);
        begin();
    }
}
