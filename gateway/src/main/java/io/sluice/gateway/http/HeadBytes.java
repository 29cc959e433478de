package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;

/**
 * Reads the bytes of a request's head once more, for what the decoder under it forgives and another reader might not: other blanks
 * than one space in the request line, control characters, folded fields, fields without a name (RFC 9112, sections 2.2, 3 and
 * 5.2). It sees whole lines, as many at a time as have arrived, and looks at eight bytes at once.
 */
final class HeadBytes {
    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = EACH << 7;
    private static final int VERSION_LENGTH = "HTTP/1.1".length();
    /** The characters of a token below 64 and from there on, RFC 9110 section 5.6.2. */
    private static final long TOKEN_LOW = bits("!#$%&'*+-.0123456789", 0);

    private static final long TOKEN_HIGH = bits("ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~", 64);

    private boolean lineSeen;
    private boolean carriageReturn;
    private boolean emptyLine;
    private Fault found;

    private static long bits(String characters, int base) {
        return characters.chars().mapToLong(c -> 1L << (c - base)).reduce(0, (a, b) -> a | b);
    }

    /** Whether the request line has arrived. */
    boolean begun() {
        return lineSeen;
    }

    /** What was wrong first, or null. */
    Fault found() {
        return found;
    }

    /** A new head begins. */
    void reset() {
        lineSeen = false;
        carriageReturn = false;
        emptyLine = false;
        found = null;
    }

    /** Reads what the decoder has consumed of a head. */
    void read(ByteBuf in, int from, int to) {
        int position = from;
        while (!lineSeen && position < to && found == null) {
            position = beforeOrIn(in, position, to);
        }
        if (found == null) {
            found = fields(in, position, to);
        }
    }

    /** One empty line before the request line is let pass, as RFC 9112 section 2.2 asks; then the request line. */
    private int beforeOrIn(ByteBuf in, int position, int to) {
        byte next = in.getByte(position);
        if (next == '\r' && !carriageReturn) {
            carriageReturn = true;
            return position + 1;
        }
        if (next == '\n' && carriageReturn && !emptyLine) {
            carriageReturn = false;
            emptyLine = true;
            return position + 1;
        }
        int end = in.indexOf(position, to, (byte) '\n');
        if (carriageReturn || end <= position || in.getByte(end - 1) != '\r') {
            found = Fault.LINE_END;
            return to;
        }
        lineSeen = true;
        if (!isRequestLine(in, position, end - 1)) {
            found = Fault.REQUEST_LINE;
        }
        return end + 1;
    }

    private static boolean isRequestLine(ByteBuf in, int from, int end) {
        int position = from;
        while (position < end && isToken(in.getByte(position))) {
            position++;
        }
        if (position == from || position >= end || in.getByte(position) != ' ') {
            return false;
        }
        int target = ++position;
        while (position < end && isTarget(in.getByte(position))) {
            position++;
        }
        return position > target
                && end - position == VERSION_LENGTH + 1
                && in.getByte(position) == ' '
                && isVersion(in, position + 1);
    }

    private static boolean isToken(byte c) {
        if (c < 0) {
            return false;
        }
        return c < 64 ? (TOKEN_LOW >>> c & 1) != 0 : (TOKEN_HIGH >>> (c - 64) & 1) != 0;
    }

    /** Visible ASCII, and no fragment: RFC 9112 section 3.2. */
    private static boolean isTarget(byte c) {
        return c > ' ' && c != 0x7f && c != '#';
    }

    private static boolean isVersion(ByteBuf in, int at) {
        return in.getInt(at) == 0x48545450 // HTTP
                && in.getByte(at + 4) == '/'
                && isDigit(in.getByte(at + 5))
                && in.getByte(at + 6) == '.'
                && isDigit(in.getByte(at + 7));
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Says what is wrong with whole lines of fields, or null.
     *
     * @param from the begin of a line
     */
    static Fault fields(ByteBuf in, int from, int to) {
        int position = from;
        boolean lineStart = true;
        while (position < to) {
            byte next = in.getByte(position);
            if (lineStart && (next == ' ' || next == '\t')) {
                return Fault.FOLDED;
            }
            if (lineStart && next == ':') {
                return Fault.EMPTY_NAME;
            }
            position = control(in, position, to);
            lineStart = false;
            if (position == to) {
                return Fault.LINE_END;
            }
            byte control = in.getByte(position++);
            if (control == '\r' && position < to && in.getByte(position) == '\n') {
                lineStart = true;
                position++;
            } else if (control != '\t') {
                return Fault.LINE_END;
            }
        }
        return null;
    }

    /** Where the next byte below 32 or of 127 is. */
    private static int control(ByteBuf in, int from, int to) {
        int position = from;
        while (position + Long.BYTES <= to && !mayHoldControl(in.getLong(position))) {
            position += Long.BYTES;
        }
        while (position < to) {
            byte c = in.getByte(position);
            if ((c >= 0 && c < ' ') || c == 0x7f) {
                return position;
            }
            position++;
        }
        return to;
    }

    /** Whether a byte below 32 or of 127 may be among the eight (https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord). */
    private static boolean mayHoldControl(long eight) {
        long below = (eight - EACH * ' ') & ~eight;
        long deletes = eight ^ EACH * 0x7f;
        return ((below | ((deletes - EACH) & ~deletes)) & HIGH) != 0;
    }
}
