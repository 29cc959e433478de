package io.sluice.core.json;

import java.util.Optional;

/** Checks that bytes are one JSON document (RFC 8259) within limits. Immutable; thread-safe. */
@SuppressWarnings("DoNotCallSuggester") // signatures published ahead of the code
public final class JsonCheck {

    /**
     * What a document may not exceed.
     *
     * @param depth arrays and objects inside one another
     * @param stringBytes the text of one string or member name, as written
     * @param numberChars the text of one number
     */
    public record Limits(int depth, int stringBytes, int numberChars) {

        /** Depth 50, strings of 1 MiB, numbers of 1,000 characters. */
        public static final Limits DEFAULT = new Limits(50, 1 << 20, 1_000);
    }

    @SuppressWarnings("UnusedVariable") // signature published ahead of the check
    public JsonCheck(Limits limits) {}

    /** Empty when the bytes are well-formed; else the first place where they are not. */
    public Optional<Malformed> check(byte[] body, int offset, int length) {
        throw new UnsupportedOperationException();
    }
}
