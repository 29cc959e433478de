package io.sluice.core.json;

/**
 * One pass over one document, and then maybe over another one. Every step takes a position and returns the next one, or {@link #FAILED} after it has noted where and
 * why; nothing is thrown.
 */
final class JsonScan {
    private static final int FAILED = -1;

    private static final byte[] NOTHING = {};

    private final JsonCheck.Limits limits;
    private final Nesting nesting = new Nesting();
    private byte[] bytes = NOTHING;
    private int start;
    private int end;
    private boolean entered;
    private int failedAt;
    private String failure = "";

    JsonScan(JsonCheck.Limits limits) {
        this.limits = limits;
    }

    /** Whether the whole range is one well-formed document. */
    boolean wellFormed(byte[] array, int from, int to) {
        bytes = array;
        start = from;
        end = to;
        nesting.clear();
        int at = Bytes.spaceEnd(bytes, start, end);
        if (at == end) {
            fail(at, "the body is empty");
            return false;
        }
        do {
            entered = false;
            at = value(Bytes.spaceEnd(bytes, at, end));
            if (at != FAILED && !entered) {
                at = afterValue(at);
            }
        } while (at != FAILED && nesting.depth() > 0);
        return at != FAILED;
    }

    /** Lets go of the document. */
    void forget() {
        bytes = NOTHING;
    }

    /** Where and why the document is malformed. */
    Malformed malformed() {
        int line = 1;
        int column = 1;
        for (int i = start; i < failedAt; i++) {
            if (bytes[i] == '\n') {
                line++;
                column = 1;
            } else if ((bytes[i] & 0xC0) != 0x80) {
                column++;
            }
        }
        return new Malformed(line, column, failure);
    }

    /** Passes a whole scalar or an empty container, or enters a container up to where its first value is expected. */
    private int value(int at) {
        if (at == end) {
            return fail(at, "expected a value, found the end");
        }
        return switch (bytes[at]) {
            case '{' -> open(at, true);
            case '[' -> open(at, false);
            case '"' -> string(at);
            case 't' -> word(at, "true");
            case 'f' -> word(at, "false");
            case 'n' -> word(at, "null");
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(at);
            case (byte) 0xEF -> fail(at, at == start ? "a byte order mark is not allowed" : "expected a value");
            default -> fail(at, "expected a value");
        };
    }

    private int open(int at, boolean object) {
        if (nesting.depth() == limits.depth()) {
            return fail(at, "nested deeper than " + limits.depth());
        }
        nesting.open(object);
        int next = Bytes.spaceEnd(bytes, at + 1, end);
        if (next < end && bytes[next] == (object ? '}' : ']')) {
            nesting.close();
            return next + 1;
        }
        entered = true;
        return object ? name(next) : next;
    }

    /** Closes what ends here and goes on to where the next value is expected, or to the document's end. */
    private int afterValue(int from) {
        int at = Bytes.spaceEnd(bytes, from, end);
        while (nesting.depth() > 0) {
            if (at == end) {
                return fail(at, nesting.inObject() ? "an object has no end" : "an array has no end");
            }
            byte next = bytes[at];
            if (next == ',') {
                return nesting.inObject() ? name(Bytes.spaceEnd(bytes, at + 1, end)) : at + 1;
            }
            if (next != (nesting.inObject() ? '}' : ']')) {
                return fail(
                        at,
                        nesting.inObject()
                                ? "expected a comma or a closing brace"
                                : "expected a comma or a closing bracket");
            }
            nesting.close();
            at = Bytes.spaceEnd(bytes, at + 1, end);
        }
        return at == end ? at : fail(at, "something follows the document");
    }

    /** A member's name and the colon after it. */
    private int name(int at) {
        if (at == end || bytes[at] != '"') {
            return fail(at, "expected a name in double quotes");
        }
        int next = string(at);
        if (next == FAILED) {
            return FAILED;
        }
        int colon = Bytes.spaceEnd(bytes, next, end);
        return colon == end || bytes[colon] != ':' ? fail(colon, "expected a colon") : colon + 1;
    }

    private int string(int quote) {
        int at = quote + 1;
        while (true) {
            at = Bytes.plainEnd(bytes, at, end);
            if (at == end) {
                return fail(quote, "a string has no end");
            }
            byte next = bytes[at];
            if (next == '"') {
                boolean fits = at - quote - 1 <= limits.stringBytes();
                return fits ? at + 1 : fail(quote, "a string is longer than " + limits.stringBytes() + " bytes");
            }
            if (next == '\\') {
                at = escape(at);
                if (at == FAILED) {
                    return FAILED;
                }
            } else if (next < 0) {
                at = Utf8.sequencesEnd(bytes, at, end);
                if (at < end && bytes[at] < 0) {
                    return fail(at, "invalid UTF-8");
                }
            } else {
                return fail(at, "a control character in a string");
            }
        }
    }

    /** Escapes of a lone surrogate pass: RFC 8259, section 8.2, leaves them to the reader. */
    private int escape(int backslash) {
        int at = backslash + 1;
        if (at == end) {
            return fail(backslash, "an escape has no end");
        }
        return switch (bytes[at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 1;
            case 'u' -> {
                for (int i = at + 1; i <= at + 4; i++) {
                    if (i >= end || Character.digit(bytes[i], 16) < 0) {
                        yield fail(backslash, "an escape needs four hexadecimal digits");
                    }
                }
                yield at + 5;
            }
            default -> fail(backslash, "an unknown escape");
        };
    }

    private int word(int at, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i == end || bytes[at + i] != word.charAt(i)) {
                return fail(at, "expected " + word);
            }
        }
        return at + word.length();
    }

    private int number(int from) {
        int at = bytes[from] == '-' ? from + 1 : from;
        int digits = digits(at);
        if (digits == at) {
            return fail(at, "expected a digit");
        }
        if (bytes[at] == '0' && digits > at + 1) {
            return fail(at, "a number begins with a superfluous zero");
        }
        at = digits;
        if (at < end && bytes[at] == '.') {
            digits = digits(at + 1);
            if (digits == at + 1) {
                return fail(digits, "expected a digit");
            }
            at = digits;
        }
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            boolean signed = at + 1 < end && (bytes[at + 1] == '+' || bytes[at + 1] == '-');
            int first = at + (signed ? 2 : 1);
            at = digits(first);
            if (at == first) {
                return fail(first, "expected a digit");
            }
        }
        return at - from <= limits.numberChars() ? at : fail(from, "a number is longer than " + limits.numberChars());
    }

    private int digits(int from) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    private int fail(int at, String why) {
        failedAt = Math.min(at, end);
        failure = why;
        return FAILED;
    }
}
