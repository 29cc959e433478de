package io.sluice.gateway.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads Redis's protocol, version 2 (https://redis.io/docs/latest/develop/reference/protocol-spec/), from chunks of any size. A
 * reply comes out as a {@code Long}, a {@code String} (UTF-8, empty for a null), a {@code List} of these, or an {@link Failure}.
 */
final class RespReader {
    /** Bytes of a line: a number, a status or an error. */
    private static final int LONGEST_LINE = 64 << 10;
    /** Bytes; nothing that is asked for here comes near it. */
    private static final int LONGEST_BULK = 64 << 20;

    private static final int DEEPEST = 32;

    /** An error that the server answered. */
    record Failure(String message) {}

    private static final class Frame {
        final List<Object> values = new ArrayList<>();
        long missing;

        Frame(long missing) {
            this.missing = missing;
        }
    }

    private final Consumer<Object> replies;
    private final Deque<Frame> open = new ArrayDeque<>();
    private byte[] bytes = new byte[512];
    private int from;
    private int to;
    /** Length of the bulk string whose head has been read, -1 when none. */
    private int bulk = -1;

    RespReader(Consumer<Object> replies) {
        this.replies = replies;
    }

    /**
     * Takes the next bytes.
     *
     * @throws IllegalStateException when they are not Redis's protocol
     */
    void feed(byte[] chunk) {
        if (bytes.length - to < chunk.length) {
            int rest = to - from;
            byte[] target = rest + chunk.length <= bytes.length
                    ? bytes
                    : new byte[Math.max(bytes.length * 2, rest + chunk.length)];
            System.arraycopy(bytes, from, target, 0, rest);
            bytes = target;
            from = 0;
            to = rest;
        }
        System.arraycopy(chunk, 0, bytes, to, chunk.length);
        to += chunk.length;
        while (step()) {
            // one token after another
        }
    }

    private boolean step() {
        if (bulk >= 0) {
            if (to - from < bulk + 2) {
                return false;
            }
            if (bytes[from + bulk] != '\r' || bytes[from + bulk + 1] != '\n') {
                throw broken("a text goes on behind its length");
            }
            String text = new String(bytes, from, bulk, StandardCharsets.UTF_8);
            from += bulk + 2;
            bulk = -1;
            deliver(text);
            return true;
        }
        int end = lineEnd();
        if ((end < 0 ? to : end) - from > LONGEST_LINE) {
            throw broken("a line has no end");
        }
        if (end < 0) {
            return false;
        }
        if (end == from) {
            throw broken("an empty line");
        }
        byte kind = bytes[from];
        if (kind == '+' && end == from + 3 && bytes[from + 1] == 'O' && bytes[from + 2] == 'K') {
            from = end + 2;
            deliver("OK"); // the answer of most commands
            return true;
        }
        String line = new String(bytes, from + 1, end - from - 1, StandardCharsets.UTF_8);
        from = end + 2;
        switch (kind) {
            case '+' -> deliver(line);
            case '-' -> deliver(new Failure(line));
            case ':' -> deliver(number(line));
            case '$' -> {
                long length = number(line);
                if (length > LONGEST_BULK) {
                    throw broken("a text of " + length + " bytes");
                }
                if (length < 0) {
                    deliver("");
                } else {
                    bulk = (int) length;
                }
            }
            case '*' -> begin(number(line));
            default -> throw broken("a reply begins with byte " + kind);
        }
        return true;
    }

    private static long number(String line) {
        try {
            return Long.parseLong(line);
        } catch (NumberFormatException e) {
            throw broken("no number stands where one belongs");
        }
    }

    private static IllegalStateException broken(String how) {
        return new IllegalStateException("Not Redis's protocol: " + how);
    }

    private int lineEnd() {
        for (int i = from; i + 1 < to; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void begin(long size) {
        if (size <= 0) {
            deliver(List.of());
        } else if (open.size() == DEEPEST) {
            throw broken("lists are nested deeper than " + DEEPEST);
        } else {
            open.push(new Frame(size));
        }
    }

    private void deliver(Object value) {
        Object current = value;
        while (!open.isEmpty()) {
            Frame frame = open.element();
            frame.values.add(current);
            frame.missing--;
            if (frame.missing > 0) {
                return;
            }
            open.remove();
            current = frame.values;
        }
        replies.accept(current);
    }
}
