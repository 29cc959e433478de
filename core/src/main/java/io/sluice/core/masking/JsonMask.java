package io.sluice.core.masking;

import io.sluice.core.config.CredentialCleanup.Mode;
import io.sluice.core.json.Bytes;
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
        int first = nextSecret(document, 0);
        return first < 0 || WELL_FORMED.check(document, 0, document.length).isPresent()
                ? document
                : rewrite(document, first);
    }

    /** The opening quote of the first secret name at or behind {@code from}, which must not be inside a string; -1 if there is none. */
    private int nextSecret(byte[] json, int from) {
        int end = json.length;
        int quote = Bytes.quoteOrBackslash(json, from, end);
        while (quote < end) {
            int close = closingQuote(json, quote);
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

    private byte[] rewrite(byte[] json, int firstSecret) {
        JsonBuffer out = new JsonBuffer(json.length + MASK.length);
        int copied = 0;
        for (int name = firstSecret; name >= 0; name = nextSecret(json, copied)) {
            int colon = Bytes.spaceEnd(json, closingQuote(json, name) + 1, json.length);
            int value = Bytes.spaceEnd(json, colon + 1, json.length);
            int valueEnd = valueEnd(json, value);
            if (mode == Mode.MASK) {
                out.append(json, copied, value);
                out.append(MASK, 0, MASK.length);
                copied = valueEnd;
            } else {
                out.append(json, copied, name);
                copied = endOfRemoved(json, valueEnd, out);
            }
        }
        out.append(json, copied, json.length);
        return out.toBytes();
    }

    /** A removed member takes the comma behind it along; the last one takes the comma before it. */
    private static int endOfRemoved(byte[] json, int valueEnd, JsonBuffer out) {
        int next = Bytes.spaceEnd(json, valueEnd, json.length);
        if (json[next] == ',') {
            return next + 1;
        }
        out.dropComma();
        return valueEnd;
    }

    private static int valueEnd(byte[] json, int start) {
        return switch (json[start]) {
            case '"' -> closingQuote(json, start) + 1;
            case '{', '[' -> containerEnd(json, start);
            default -> {
                int at = start;
                while (isScalar(json[at])) {
                    at++;
                }
                yield at;
            }
        };
    }

    private static boolean isScalar(byte next) {
        return next > ' ' && next != ',' && next != '}' && next != ']';
    }

    private static int containerEnd(byte[] json, int start) {
        int depth = 0;
        int at = start;
        do {
            switch (json[at]) {
                case '"' -> at = closingQuote(json, at);
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {}
            }
            at++;
        } while (depth > 0);
        return at;
    }

    /** The quote that ends the string; the document's length when it has no end. */
    private static int closingQuote(byte[] json, int openingQuote) {
        int at = Bytes.quoteOrBackslash(json, openingQuote + 1, json.length);
        while (at < json.length && json[at] == '\\') {
            at = Bytes.quoteOrBackslash(json, Math.min(at + 2, json.length), json.length);
        }
        return at;
    }
}
