package io.sluice.gateway.accept;

import io.sluice.core.event.EventCodec;
import io.sluice.core.event.EventId;
import io.sluice.core.journal.AppendListener;
import io.sluice.core.journal.RecordBody;
import io.sluice.core.journal.Refusal;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.http.Inbox;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * One request on its way: what has arrived of it, how far it has come, and how it comes back to its event loop. The guards see it as
 * a {@link WebhookRequest}, the journal takes its event from it as a {@link RecordBody} and reports to it as an
 * {@link AppendListener}. All of it happens on the event loop, but for the reports of guards and journal, which put it into the
 * loop's {@link Inbox}.
 */
final class Exchange extends Inbox.Item implements WebhookRequest, RecordBody, AppendListener {
    /** What became of a piece of a body. */
    enum Taken {
        YES,
        TOO_LARGE,
        NO_MEMORY
    }

    private static final byte[] NOTHING = {};
    /** A body up to this size is not worth to be counted: all connections together hold less than the others may. */
    private static final int SMALL = 1_024;

    private final AcceptHandler handler;
    final HttpServerRequest request;
    final WebhookRoute route;
    final String namespace;
    final long receivedMicros;
    final String source;
    /** Names and values of the header fields, in turn. */
    final String[] headers;

    private byte[] bytes = NOTHING;
    private int length;
    /** How much of the {@link BodyMemory} it has. */
    private long reserved;
    /** The next guard to ask. */
    int nextGuard;
    /** Whether an answer was given, or none can be any more. */
    boolean answered;

    /** Its place among the {@link Arrivals}. */
    long sinceNanos;

    boolean arriving;
    Exchange before;
    Exchange after;

    /** The event's id, from the moment when it goes to the journal. */
    EventId id;

    // Written by the thread that reports, read by the event loop after the inbox has handed it over.
    private Verdict verdict;
    private Optional<BodyCheck.Refusal> checked;
    private Refusal refusal;
    private long committedMicros;

    Exchange(
            AcceptHandler handler,
            HttpServerRequest request,
            WebhookRoute route,
            String namespace,
            long receivedMicros) {
        this.handler = handler;
        this.request = request;
        this.route = route;
        this.namespace = namespace;
        this.receivedMicros = receivedMicros;
        this.source = request.remoteAddress().hostAddress();
        this.headers = headers(request);
    }

    private static String[] headers(HttpServerRequest request) {
        String[] fields = new String[16];
        int count = 0;
        for (Map.Entry<String, String> field : request.headers()) {
            if (count == fields.length) {
                fields = Arrays.copyOf(fields, count * 2);
            }
            fields[count++] = field.getKey();
            fields[count++] = field.getValue();
        }
        return count == fields.length ? fields : Arrays.copyOf(fields, count);
    }

    /** Takes a piece of the body. When it does not, what was there is given up. */
    Taken take(Buffer chunk, int limit, BodyMemory memory) {
        int more = chunk.length();
        if (more > limit - length) {
            release(memory);
            return Taken.TOO_LARGE;
        }
        if (bytes.length - length < more) {
            int capacity = length == 0 ? more : (int) Math.min(limit, Math.max(length + more, 2L * bytes.length));
            if (capacity > SMALL && !memory.take(capacity - reserved)) {
                release(memory);
                return Taken.NO_MEMORY;
            }
            reserved = capacity > SMALL ? capacity : 0;
            bytes = length == 0 ? chunk.getBytes() : Arrays.copyOf(bytes, capacity);
        }
        if (length > 0) {
            chunk.getBytes(bytes, length);
        }
        length += more;
        return Taken.YES;
    }

    /** Gives up the body and its memory: it is answered, or nobody waits for it any more. */
    void release(BodyMemory memory) {
        if (reserved > 0) {
            memory.giveBack(reserved);
            reserved = 0;
        }
        bytes = NOTHING;
    }

    /** The body is whole. */
    void endBody() {
        if (bytes.length != length) {
            bytes = Arrays.copyOf(bytes, length);
        }
    }

    @Override
    public int size() {
        int size = EventCodec.headSize(route.id(), namespace, source, header("Content-Type")) + length;
        for (int i = 0; i < headers.length; i += 2) {
            size += EventCodec.headerSize(headers[i], headers[i + 1]);
        }
        return size;
    }

    @Override
    public void writeTo(ByteBuffer target) {
        EventCodec.writeHead(
                target, id, receivedMicros, route.id(), namespace, source, header("Content-Type"), headers.length / 2);
        for (int i = 0; i < headers.length; i += 2) {
            EventCodec.writeHeader(target, headers[i], headers[i + 1]);
        }
        EventCodec.writeBodyLength(target, length);
        target.put(bytes);
    }

    /** A guard has decided, on whatever thread. */
    void decided(Verdict given) {
        verdict = given;
        handler.inbox().put(this);
    }

    /** The body has been looked at, on another thread. */
    void checked(Optional<BodyCheck.Refusal> found) {
        checked = found;
        handler.inbox().put(this);
    }

    @Override
    public void committed(long sequence, long timeMicros) {
        // Counted here, in the order of sequences and before the sender hears of it.
        handler.count(this, sequence, timeMicros);
        committedMicros = timeMicros;
        handler.inbox().put(this);
    }

    @Override
    public void refused(Refusal why) {
        refusal = why;
        handler.inbox().put(this);
    }

    @Override
    protected void resume() {
        if (refusal != null) {
            handler.refused(this, refusal);
        } else if (id != null) {
            handler.committed(this, committedMicros);
        } else if (checked != null) {
            handler.checked(this, checked);
        } else {
            handler.decided(this, verdict);
        }
    }

    @Override
    public String webhookId() {
        return route.id();
    }

    @Override
    public String header(String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }

    @Override
    public String query() {
        String query = request.query();
        return query == null ? "" : query;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public byte[] body() {
        return bytes;
    }

    @Override
    public long receivedMicros() {
        return receivedMicros;
    }
}
