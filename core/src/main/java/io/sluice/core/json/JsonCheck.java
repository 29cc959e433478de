package io.sluice.core.json;

import java.util.Optional;

/**
 * Checks that bytes are one JSON document (RFC 8259) within limits. Where the standard leaves a choice: a byte order mark is refused,
 * escapes of lone surrogates pass, repeated names pass, numbers of any size pass. Immutable; thread-safe; throws nothing.
 */
public final class JsonCheck {

    /**
     * What a document may not exceed.
     *
     * @param depth arrays and objects inside one another
     * @param stringBytes the text of one string or member name, as written
     * @param numberChars the text of one number
     */
    public record Limits(int depth, int stringBytes, int numberChars) {

        /** No limits but those of an array. */
        public static final Limits NONE = new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

        /** Depth 50, strings of 1 MiB, numbers of 1,000 characters. */
        public static final Limits DEFAULT = new Limits(50, 1 << 20, 1_000);
    }

    private final Limits limits;

    public JsonCheck(Limits limits) {
        this.limits = limits;
    }

    /** Empty when the bytes are well-formed; else the first place where they are not. */
    public Optional<Malformed> check(byte[] body, int offset, int length) {
        JsonScan scan = new JsonScan(limits);
        return scan.wellFormed(body, offset, offset + length) ? Optional.empty() : Optional.of(scan.malformed());
    }
}
