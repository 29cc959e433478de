package io.sluice.bench.wire;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Reads HTTP/1.1 answers from one connection, one after the other, however they are cut up on the way. Keeps the status, whether
 * the connection may be used again, and the {@code X-Event-Id}; bodies are skipped. Interim answers (1xx) are passed over.
 * Strict: what is ambiguous is {@link MalformedAnswer}. Not thread-safe.
 */
public final class AnswerParser {
    /** A head may be this long. */
    static final int MAX_HEAD = 64 * 1024;

    private final AnswerHead head = new AnswerHead();
    private final ChunkedBody chunks = new ChunkedBody();
    private byte[] bytes = new byte[2 * 1024];
    private int buffered;
    private boolean inBody;
    private long remaining;

    /**
     * Takes bytes that arrived.
     *
     * @return true when an answer is complete; bytes behind it are left unread
     */
    public boolean read(ByteBuf in) throws MalformedAnswer {
        while (in.isReadable()) {
            if (!inBody && !readHead(in)) {
                return false;
            }
            if (!skipBody(in)) {
                return false;
            }
            inBody = false;
            if (head.status >= 200) {
                return true;
            }
        }
        return false;
    }

    /** Says that the server has closed the connection; true when that completes an answer. */
    public boolean closed() {
        boolean complete = inBody && head.length == AnswerHead.UNTIL_CLOSE;
        reset();
        return complete;
    }

    /** Forgets what was read in part, for a new connection. */
    public void reset() {
        buffered = 0;
        inBody = false;
    }

    /** The status of the last answer. */
    public int status() {
        return head.status;
    }

    /** Whether the connection may be used for another request after the last answer. */
    public boolean keepAlive() {
        return head.keepAlive;
    }

    /** Whether the last answer carried an {@code X-Event-Id}. */
    public boolean hasEventId() {
        return head.hasEventId;
    }

    /** The first eight bytes of the last {@code X-Event-Id}. */
    public long eventHigh() {
        return head.eventHigh;
    }

    /** The last eight bytes of the last {@code X-Event-Id}. */
    public long eventLow() {
        return head.eventLow;
    }

    private boolean readHead(ByteBuf in) throws MalformedAnswer {
        int before = buffered;
        int taken = Math.min(in.readableBytes(), MAX_HEAD - buffered);
        if (buffered + taken > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(buffered + taken, 2 * bytes.length));
        }
        in.readBytes(bytes, buffered, taken);
        buffered += taken;
        int size = head.read(bytes, buffered);
        if (size == 0) {
            if (buffered == MAX_HEAD) {
                throw new MalformedAnswer("a head of more than " + MAX_HEAD + " bytes");
            }
            return false;
        }
        in.readerIndex(in.readerIndex() - taken + (size - before)); // what lies behind the head was only looked at
        buffered = 0;
        inBody = true;
        remaining = head.length;
        if (head.length == AnswerHead.CHUNKED) {
            chunks.begin();
        }
        return true;
    }

    private boolean skipBody(ByteBuf in) throws MalformedAnswer {
        if (head.length == AnswerHead.CHUNKED) {
            return chunks.read(in);
        }
        if (head.length == AnswerHead.UNTIL_CLOSE) {
            in.skipBytes(in.readableBytes());
            return false;
        }
        int skipped = (int) Math.min(remaining, in.readableBytes());
        in.skipBytes(skipped);
        remaining -= skipped;
        return remaining == 0;
    }
}
