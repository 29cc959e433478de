package io.sluice.destinations.json;

import io.sluice.core.event.Header;
import io.sluice.core.event.IdText;
import io.sluice.core.json.Bytes;
import io.sluice.core.json.JsonCheck;
import io.sluice.core.json.RepeatedJsonCheck;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A growing JSON text in UTF-8 without line breaks of its own. Whatever it is given, nothing in it is taken for a control character, a
 * line break or a command to a terminal. Not thread-safe.
 */
public final class JsonText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final JsonCheck.Limits LIMITS = new JsonCheck.Limits(1_000, Integer.MAX_VALUE, Integer.MAX_VALUE);
    private static final int KEPT = 1 << 20;
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private final RepeatedJsonCheck check = new RepeatedJsonCheck(LIMITS);
    private byte[] bytes = new byte[8 << 10];
    private int length;
    /** The second that was written last, and its text: events come many to a second. */
    private long timedSecond = Long.MIN_VALUE;

    private String timed = "";

    /** Forgets the text, and gives back memory that an unusually long one took. */
    public void clear() {
        length = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[8 << 10];
        }
    }

    public int length() {
        return length;
    }

    public void writeTo(OutputStream target) throws IOException {
        target.write(bytes, 0, length);
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Adds ASCII text as it stands. */
    @SuppressWarnings("deprecation") // the fast way to take Latin-1 out of a string
    public JsonText raw(String ascii) {
        int size = ascii.length();
        ensure(size);
        ascii.getBytes(0, size, bytes, length);
        length += size;
        return this;
    }

    /** Adds bytes as they stand: a text laid out by {@link JsonIndent}. */
    public JsonText indented(byte[] laidOut) {
        append(laidOut, 0, laidOut.length);
        return this;
    }

    /** Adds a string with its quotes. */
    public JsonText string(String text) {
        raw("\"");
        if (isPlain(text)) {
            raw(text);
        } else {
            escaped(text.getBytes(StandardCharsets.UTF_8));
        }
        return raw("\"");
    }

    /** Whether it stands in JSON as it is, which nearly every text does. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next < ' ' || next >= 0x7F || next == '"' || next == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Adds the canonical form of an event's id, without quotes. See {@link IdText#write}. */
    public JsonText id(long high, long low) {
        ensure(IdText.LENGTH);
        IdText.write(high, low, bytes, length);
        length += IdText.LENGTH;
        return this;
    }

    /** Adds a number that is not negative. */
    public JsonText number(int number) {
        if (number >= 10) {
            number(number / 10);
        }
        put('0' + number % 10);
        return this;
    }

    /** Adds a body: as it is when it is JSON, else as a string. */
    public JsonText body(byte[] body) {
        return body(body, 0, body.length);
    }

    /** Adds the body that stands in a piece of an array: as it is when it is JSON, else as a string. */
    public JsonText body(byte[] from, int start, int end) {
        if (check.passes(from, start, end)) {
            return document(from, start, end);
        }
        return string(new String(from, start, end - start, StandardCharsets.UTF_8));
    }

    /** Adds headers as an object: names in lower case, repeated ones joined with a comma. */
    public JsonText headers(List<Header> headers) {
        Map<String, String> joined = new LinkedHashMap<>();
        for (Header header : headers) {
            joined.merge(header.name().toLowerCase(Locale.ROOT), header.value(), (one, next) -> one + ", " + next);
        }
        raw("{");
        String before = "";
        for (Map.Entry<String, String> header : joined.entrySet()) {
            raw(before).string(header.getKey()).raw(":").string(header.getValue());
            before = ",";
        }
        return raw("}");
    }

    /** Adds a well-formed document that stands in a piece of an array. */
    public JsonText document(byte[] from, int start, int end) {
        ensure(end - start);
        int at = start;
        while (at < end) { // control characters in it can only be space between tokens, for a string holds none
            int plain = Bytes.printableEnd(from, at, end);
            append(from, at, plain);
            at = plain;
            if (at < end) {
                at += from[at] >= 0 && from[at] < ' ' ? 1 : 1 + special(from, at, end);
            }
        }
        return this;
    }

    /** Adds a moment as RFC 3339 has it, in UTC and with microseconds. */
    public JsonText timestamp(long unixMicros) {
        long second = Math.floorDiv(unixMicros, 1_000_000L);
        if (second != timedSecond) {
            timedSecond = second;
            timed = SECONDS.format(Instant.ofEpochSecond(second));
        }
        raw(timed).raw(".");
        ensure(6);
        int rest = (int) Math.floorMod(unixMicros, 1_000_000L);
        for (int digit = length + 5; digit >= length; digit--) {
            bytes[digit] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += 6;
        return raw("Z");
    }

    private void append(byte[] from, int start, int end) {
        ensure(end - start);
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
    }

    private void escaped(byte[] text) {
        ensure(text.length);
        for (int i = 0; i < text.length; i++) {
            int b = text[i];
            if (b == '"' || b == '\\') {
                put('\\');
                put(b);
            } else if (b >= ' ' && b != 0x7F) {
                put(b);
            } else if (b >= 0 && b != 0x7F) {
                escape(b);
            } else {
                i += special(text, i, text.length);
            }
        }
    }

    /** Adds a character of several bytes or DEL, escaped when it is a control character or a line break; says how many bytes more than one. */
    private int special(byte[] text, int at, int end) {
        int b = text[at] & 0xFF;
        if (b == 0x7F) {
            escape(b);
            return 0;
        }
        if (b == 0xC2 && at + 1 < end && (text[at + 1] & 0xFF) < 0xA0) { // U+0080 to U+009F
            escape(text[at + 1] & 0xFF);
            return 1;
        }
        if (b == 0xE2 && at + 2 < end && text[at + 1] == (byte) 0x80 && (text[at + 2] & 0xFE) == 0xA8) {
            escape(0x2000 | (text[at + 2] & 0x3F)); // U+2028, U+2029
            return 2;
        }
        put(b);
        return 0;
    }

    private void escape(int character) {
        put('\\');
        put('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            put(HEX[(character >> shift) & 0xF]);
        }
    }

    private void put(int b) {
        ensure(1);
        bytes[length++] = (byte) b;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), bytes.length * 2));
        }
    }
}
