package io.sluice.gateway.guard.structured;

/** A place in a text that is read from left to right. */
final class Cursor {
    /** What stands behind the end. */
    static final char END = '\0';

    private final String text;
    private int at;

    Cursor(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at == text.length();
    }

    char peek() {
        return atEnd() ? END : text.charAt(at);
    }

    char next() throws MalformedField {
        if (atEnd()) {
            throw malformed("ends too early");
        }
        return text.charAt(at++);
    }

    boolean take(char wanted) {
        if (!atEnd() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    void expect(char wanted) throws MalformedField {
        if (!take(wanted)) {
            throw malformed("has no " + wanted + " where one must be");
        }
    }

    void skip(char skipped) {
        while (peek() == skipped && !atEnd()) {
            at++;
        }
    }

    /** Skips blanks and tabulators. */
    void skipBlanks() {
        while (!atEnd() && (peek() == ' ' || peek() == '\t')) {
            at++;
        }
    }

    MalformedField malformed(String fault) {
        return new MalformedField("it " + fault + ", at character " + (at + 1));
    }
}
