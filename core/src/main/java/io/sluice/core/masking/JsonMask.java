package io.sluice.core.masking;

import io.sluice.core.config.CredentialCleanup.Mode;
import io.sluice.core.json.Bytes;
import io.sluice.core.json.JsonBuffer;
import io.sluice.core.json.JsonCheck;
import java.nio.charset.StandardCharsets;

/**
 * Masks members of JSON documents on their bytes. In well-formed JSON a string is a member's name exactly when a colon follows it,
 * so the search needs no parser and no memory of the nesting. A document without secret names is only looked through; one with
 * such a name is first checked to be JSON, because in anything else a colon means nothing.
 */
record JsonMask(SecretNames names, Mode mode) {
    private static final byte[] MASK = ("\"" + CredentialMask.MASK + "\"").getBytes(StandardCharsets.US_ASCII);
    private static final JsonCheck WELL_FORMED = new JsonCheck(JsonCheck.Limits.NONE);

    /** The document with its secrets masked; the same array when there are none, or when it is not JSON. */
    byte[] apply(byte[] document) {
        int first = firstSecret(document, 0, document.length);
        if (first < 0) {
            return document;
        }
        JsonBuffer out = new JsonBuffer(document.length + MASK.length);
        rewrite(document, 0, document.length, first, out);
        return out.toBytes();
    }

    /** Adds the document with its secrets masked; false, and nothing is added, when there are none, or when it is not JSON. */
    boolean apply(byte[] bytes, int from, int to, JsonBuffer out) {
        int first = firstSecret(bytes, from, to);
        if (first >= 0) {
            rewrite(bytes, from, to, first, out);
        }
        return first >= 0;
    }

    private int firstSecret(byte[] json, int from, int to) {
        int first = nextSecret(json, from, to);
        return first < 0 || WELL_FORMED.check(json, from, to - from).isPresent() ? -1 : first;
    }

    /** The opening quote of the first secret name at or behind {@code from}, which must not be inside a string; -1 if there is none. */
    private int nextSecret(byte[] json, int from, int end) {
        int quote = Bytes.quoteOrBackslash(json, from, end);
        while (quote < end) {
            int close = closingQuote(json, quote, end);
            if (close == end) {
                return -1;
            }
            int colon = Bytes.spaceEnd(json, close + 1, end);
            if (colon < end && json[colon] == ':' && names.hasMember(json, quote + 1, close)) {
                return quote;
            }
            quote = Bytes.quoteOrBackslash(json, colon, end);
        }
        return -1;
    }

    private void rewrite(byte[] json, int from, int end, int firstSecret, JsonBuffer out) {
        int copied = from;
        for (int name = firstSecret; name >= 0; name = nextSecret(json, copied, end)) {
            int colon = Bytes.spaceEnd(json, closingQuote(json, name, end) + 1, end);
            int value = Bytes.spaceEnd(json, colon + 1, end);
            int valueEnd = valueEnd(json, value, end);
            if (mode == Mode.MASK) {
                out.append(json, copied, value);
                out.append(MASK, 0, MASK.length);
                copied = valueEnd;
            } else {
                out.append(json, copied, name);
                copied = endOfRemoved(json, valueEnd, end, out);
            }
        }
        out.append(json, copied, end);
    }

    /** A removed member takes the comma behind it along; the last one takes the comma before it. */
    private static int endOfRemoved(byte[] json, int valueEnd, int end, JsonBuffer out) {
        int next = Bytes.spaceEnd(json, valueEnd, end);
        if (json[next] == ',') {
            return next + 1;
        }
        out.dropComma();
        return valueEnd;
    }

    private static int valueEnd(byte[] json, int start, int end) {
        return switch (json[start]) {
            case '"' -> closingQuote(json, start, end) + 1;
            case '{', '[' -> containerEnd(json, start, end);
            default -> {
                int at = start;
                while (at < end && isScalar(json[at])) {
                    at++;
                }
                yield at;
            }
        };
    }

    private static boolean isScalar(byte next) {
        return next > ' ' && next != ',' && next != '}' && next != ']';
    }

    private static int containerEnd(byte[] json, int start, int end) {
        int depth = 0;
        int at = start;
        do {
            switch (json[at]) {
                case '"' -> at = closingQuote(json, at, end);
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
            at++;
        } while (depth > 0);
        return at;
    }

    /** The quote that ends the string; the end of the document when it has none. */
    private static int closingQuote(byte[] json, int openingQuote, int end) {
        int at = Bytes.quoteOrBackslash(json, openingQuote + 1, end);
        while (at < end && json[at] == '\\') {
            at = Bytes.quoteOrBackslash(json, Math.min(at + 2, end), end);
        }
        return at;
    }
}
