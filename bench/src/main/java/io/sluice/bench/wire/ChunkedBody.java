package io.sluice.bench.wire;

import io.netty.buffer.ByteBuf;

/** Skips a body in chunks (RFC 9112, section 7.1), however it is cut up. Extensions and trailers are read and ignored. Not thread-safe. */
final class ChunkedBody {
    /** A chunk's size line may be this long, extensions included; so may all trailers together. */
    private static final int MAX_LINE = 16 * 1024;

    private enum Step {
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER_START,
        TRAILER,
        TRAILER_LF,
        LAST_LF,
        DONE
    }

    private Step step = Step.SIZE;
    private long remaining;
    private int digits;
    private int lineBytes;

    void begin() {
        step = Step.SIZE;
        remaining = 0;
        digits = 0;
        lineBytes = 0;
    }

    /** Reads what is there; true when the body is complete. */
    boolean read(ByteBuf in) throws MalformedAnswer {
        while (step != Step.DONE && in.isReadable()) {
            if (step == Step.DATA) {
                int skipped = (int) Math.min(remaining, in.readableBytes());
                in.skipBytes(skipped);
                remaining -= skipped;
                if (remaining == 0) {
                    step = Step.DATA_CR;
                }
            } else {
                next(in.readByte());
            }
        }
        return step == Step.DONE;
    }

    private void next(byte c) throws MalformedAnswer {
        if (++lineBytes > MAX_LINE) {
            throw new MalformedAnswer("a chunk line or trailer that is too long");
        }
        switch (step) {
            case SIZE -> size(c);
            case EXTENSION -> {
                if (c == '\r') {
                    step = Step.SIZE_LF;
                } else if (c >= 0 && c < ' ' && c != '\t') {
                    throw new MalformedAnswer("a control character in a chunk extension");
                }
            }
            case SIZE_LF -> {
                expect(c, '\n');
                lineBytes = 0;
                digits = 0;
                step = remaining == 0 ? Step.TRAILER_START : Step.DATA;
            }
            case DATA_CR -> {
                expect(c, '\r');
                step = Step.DATA_LF;
            }
            case DATA_LF -> {
                expect(c, '\n');
                lineBytes = 0;
                step = Step.SIZE;
            }
            case TRAILER_START -> step = c == '\r' ? Step.LAST_LF : Step.TRAILER;
            case TRAILER -> {
                if (c == '\r') {
                    step = Step.TRAILER_LF;
                }
            }
            case TRAILER_LF -> {
                expect(c, '\n');
                step = Step.TRAILER_START;
            }
            case LAST_LF -> {
                expect(c, '\n');
                step = Step.DONE;
            }
            case DATA, DONE -> throw new IllegalStateException(step.name());
        }
    }

    private void size(byte c) throws MalformedAnswer {
        int digit = Hex.digit(c);
        if (digit >= 0 && digits < 15) {
            remaining = remaining << 4 | digit;
            digits++;
        } else if (digits > 0 && c == ';') {
            step = Step.EXTENSION;
        } else if (digits > 0 && c == '\r') {
            step = Step.SIZE_LF;
        } else {
            throw new MalformedAnswer("a chunk size that is no hexadecimal number");
        }
    }

    private static void expect(byte c, char wanted) throws MalformedAnswer {
        if (c != wanted) {
            throw new MalformedAnswer("a chunk without its line end");
        }
    }
}
