package io.sluice.bench.wire;

import java.nio.charset.StandardCharsets;

/**
 * Reads the status line and the header fields of one answer from an array, strictly (RFC 9112, sections 2 to 6): CRLF only, no
 * folded lines, no blanks before a colon, one way of giving the body's length. Reused from answer to answer; not thread-safe.
 */
final class AnswerHead {
    /** {@link #length} when the body ends with the connection. */
    static final long UNTIL_CLOSE = -1;

    /** {@link #length} when the body comes in chunks. */
    static final long CHUNKED = -2;

    private static final byte[] CONTENT_LENGTH = lower("content-length");
    private static final byte[] TRANSFER_ENCODING = lower("transfer-encoding");
    private static final byte[] CONNECTION = lower("connection");
    private static final byte[] EVENT_ID = lower("x-event-id");
    private static final boolean[] TOKEN = tokenCharacters();

    int status;
    long length;
    boolean keepAlive;
    boolean hasEventId;
    long eventHigh;
    long eventLow;

    private boolean chunked;

    /**
     * Reads a head that begins at the array's start.
     *
     * @return the bytes it takes, or 0 when it is not complete yet
     */
    int read(byte[] bytes, int end) throws MalformedAnswer {
        int lineEnd = lineEnd(bytes, 0, end);
        if (lineEnd < 0) {
            return 0;
        }
        statusLine(bytes, lineEnd);
        int start = lineEnd + 2;
        while ((lineEnd = lineEnd(bytes, start, end)) > start) {
            field(bytes, start, lineEnd);
            start = lineEnd + 2;
        }
        if (lineEnd < 0) {
            return 0;
        }
        finish();
        return lineEnd + 2;
    }

    private void statusLine(byte[] b, int end) throws MalformedAnswer {
        boolean valid = end >= 12
                && b[0] == 'H'
                && b[1] == 'T'
                && b[2] == 'T'
                && b[3] == 'P'
                && b[4] == '/'
                && b[5] == '1'
                && b[6] == '.'
                && (b[7] == '1' || b[7] == '0')
                && b[8] == ' '
                && (end == 12 || b[12] == ' ');
        for (int i = 9; valid && i < 12; i++) {
            valid = b[i] >= '0' && b[i] <= '9';
        }
        if (!valid || b[9] == '0') {
            throw new MalformedAnswer("not an HTTP/1.1 status line");
        }
        status = (b[9] - '0') * 100 + (b[10] - '0') * 10 + (b[11] - '0');
        keepAlive = b[7] == '1';
        length = UNTIL_CLOSE;
        chunked = false;
        hasEventId = false;
    }

    private void field(byte[] b, int start, int end) throws MalformedAnswer {
        int colon = start;
        while (colon < end && b[colon] >= 0 && TOKEN[b[colon]]) {
            colon++;
        }
        if (colon == start || colon == end || b[colon] != ':') {
            throw new MalformedAnswer("a header field without a proper name");
        }
        int from = colon + 1;
        int to = end;
        while (from < to && blank(b[from])) {
            from++;
        }
        while (to > from && blank(b[to - 1])) {
            to--;
        }
        switch (colon - start) {
            case 10 -> {
                if (named(b, start, EVENT_ID)) {
                    eventId(b, from, to);
                } else if (named(b, start, CONNECTION)) {
                    connection(b, from, to);
                }
            }
            case 14 -> {
                if (named(b, start, CONTENT_LENGTH)) {
                    contentLength(b, from, to);
                }
            }
            case 17 -> {
                if (named(b, start, TRANSFER_ENCODING)) {
                    if (chunked || !is(b, from, to, "chunked")) {
                        throw new MalformedAnswer("a transfer coding other than chunked");
                    }
                    chunked = true;
                }
            }
            default -> {
                // of no interest to a load generator
            }
        }
    }

    private void finish() throws MalformedAnswer {
        if (chunked) {
            if (length != UNTIL_CLOSE) {
                throw new MalformedAnswer("both Content-Length and Transfer-Encoding");
            }
            length = CHUNKED;
        }
        if (status < 200 || status == 204 || status == 304) {
            length = 0; // RFC 9112, section 6.3, rule 1
        }
        if (length == UNTIL_CLOSE) {
            keepAlive = false;
        }
    }

    private void contentLength(byte[] b, int from, int to) throws MalformedAnswer {
        if (length != UNTIL_CLOSE || from == to || to - from > 15) {
            throw new MalformedAnswer("a Content-Length that is repeated, empty or too long");
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (b[i] < '0' || b[i] > '9') {
                throw new MalformedAnswer("a Content-Length that is no number");
            }
            value = value * 10 + (b[i] - '0');
        }
        length = value;
    }

    private void connection(byte[] b, int from, int to) {
        if (is(b, from, to, "close")) {
            keepAlive = false;
        } else if (is(b, from, to, "keep-alive")) {
            keepAlive = true;
        }
    }

    private void eventId(byte[] b, int from, int to) throws MalformedAnswer {
        if (hasEventId || to - from != 36) {
            throw new MalformedAnswer("an X-Event-Id that is repeated or no UUID");
        }
        long high = 0;
        long low = 0;
        int digits = 0;
        for (int i = 0; i < 36; i++) {
            byte c = b[from + i];
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (c != '-') {
                    throw new MalformedAnswer("an X-Event-Id that is no UUID");
                }
                continue;
            }
            int digit = Hex.digit(c);
            if (digit < 0) {
                throw new MalformedAnswer("an X-Event-Id that is no UUID");
            }
            if (digits++ < 16) {
                high = high << 4 | digit;
            } else {
                low = low << 4 | digit;
            }
        }
        hasEventId = true;
        eventHigh = high;
        eventLow = low;
    }

    /** Where the line's CRLF stands, or -1 when it has not arrived. */
    private static int lineEnd(byte[] b, int from, int end) throws MalformedAnswer {
        for (int i = from; i < end; i++) {
            byte c = b[i];
            if (c >= ' ' || c == '\t' || c < 0) {
                continue;
            }
            if (c != '\r') {
                throw new MalformedAnswer("a control character in the head");
            }
            if (i + 1 == end) {
                return -1;
            }
            if (b[i + 1] != '\n') {
                throw new MalformedAnswer("a CR without LF in the head");
            }
            return i;
        }
        return -1;
    }

    private static boolean blank(byte c) {
        return c == ' ' || c == '\t';
    }

    private static boolean named(byte[] b, int start, byte[] lowerCase) {
        for (int i = 0; i < lowerCase.length; i++) {
            byte c = b[start + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean is(byte[] b, int from, int to, String word) {
        return to - from == word.length() && named(b, from, lower(word));
    }

    private static byte[] lower(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean[] tokenCharacters() {
        boolean[] token = new boolean[128];
        for (int c = 0; c < 128; c++) {
            token[c] = Character.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }
        return token;
    }
}
