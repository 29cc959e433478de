package io.sluice.gateway.accept;

import io.sluice.core.event.EventId;
import io.sluice.core.event.Header;
import io.sluice.core.journal.AppendListener;
import io.sluice.core.journal.Refusal;
import io.sluice.core.plugin.Taken;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.http.Inbox;
import io.sluice.gateway.http.RequestHead;
import io.sluice.gateway.http.Router;
import io.sluice.gateway.http.Sender;
import io.sluice.gateway.recorded.RecordedRequest;
import io.sluice.gateway.tls.ClientCertificates;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One request on its way: what has arrived of it, how far it has come, and how it comes back to its event loop. The guards see it as
 * a {@link WebhookRequest}, the journal reports to it as an {@link AppendListener}. All of it happens on the event loop, but for the reports of guards and journal, which put it into the
 * loop's {@link Inbox}.
 */
final class Exchange extends Inbox.Item implements WebhookRequest, AppendListener {
    /** What became of a piece of a body. */
    enum Piece {
        YES,
        TOO_LARGE,
        NO_MEMORY
    }

    /**
     * A request that is right but for having come before.
     *
     * @param guard that knows it
     */
    record Replay(RouteGuard guard, Verdict.Reject verdict) {}

    private static final byte[] NOTHING = {};
    /** A body up to this size is not worth to be counted: all connections together hold less than the others may. */
    private static final int SMALL = 1_024;
    /** Memory that a sender gets by announcing it, once the first piece is there. */
    private static final int DECLARED = 16 << 10;

    private final AcceptHandler handler;
    final HttpServerRequest request;
    final RequestHead head;
    final WebhookRoute route;
    final String namespace;
    final long receivedMicros;
    /** The sender behind trusted proxies; the peer when none is trusted. */
    final String source;
    /** What a trusted proxy says of it; null when none is trusted. */
    private final Sender sender;

    /** Names and values of the header fields, in turn. */
    String[] headers;

    private byte[] bytes = NOTHING;
    private int length;
    /** What is checked and kept: the body as it came, or inflated. */
    private byte[] plain = NOTHING;
    /** How much of the {@link BodyMemory} it has. */
    private long reserved;
    /** The next guard to ask. */
    int nextGuard;
    /** Whether the body is known to be what the webhook takes. */
    boolean bodyChecked;
    /** What the guards took that accepted so far. */
    List<Taken> taken = List.of();
    /** The refusal that it gets if it is no event that is stored already; empty as long as nothing speaks against it. */
    Optional<Replay> replay = Optional.empty();
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
            RequestHead head,
            WebhookRoute route,
            String namespace,
            long receivedMicros) {
        this.handler = handler;
        this.request = request;
        this.head = head;
        this.route = route;
        this.namespace = namespace;
        this.receivedMicros = receivedMicros;
        this.headers = head.namesAndValues();
        this.sender = route.proxies().isEmpty() ? null : route.proxies().sender(head.peer(), headers);
        this.source = sender == null ? head.peer() : sender.address();
    }

    /** Takes the whole body, which has arrived with the head. When it does not, it is given up. */
    Piece take(byte[] whole, int limit, BodyMemory memory) {
        if (whole.length > limit) {
            return Piece.TOO_LARGE;
        }
        if (!reserve(whole.length, memory)) {
            return Piece.NO_MEMORY;
        }
        bytes = whole;
        length = whole.length;
        return Piece.YES;
    }

    /**
     * Takes a piece of the body. When it does not, what was there is given up.
     *
     * @param declared bytes that the sender has announced; 0 when it has not
     */
    Piece take(Buffer chunk, long declared, int limit, BodyMemory memory) {
        int more = chunk.length();
        if (more > limit - length) {
            release(memory);
            return Piece.TOO_LARGE;
        }
        if (bytes.length - length < more) {
            int capacity = capacity(length + more, declared, limit);
            if (capacity > SMALL && !memory.take(capacity - reserved)) {
                release(memory);
                return Piece.NO_MEMORY;
            }
            reserved = capacity > SMALL ? capacity : 0;
            bytes = length == 0 && capacity == more ? chunk.getBytes() : Arrays.copyOf(bytes, capacity);
        }
        if (length > 0 || bytes.length > more) {
            chunk.getBytes(bytes, length);
        }
        length += more;
        return Piece.YES;
    }

    /** Twice what is needed, but never more than was announced: announcing much must not take memory by itself. */
    private int capacity(int needed, long declared, int limit) {
        if (declared <= needed) {
            return length == 0 ? needed : (int) Math.min(limit, Math.max(needed, 2L * bytes.length));
        }
        return (int) Math.min(declared, Math.max(2L * needed, DECLARED));
    }

    /** Gives up the body and its memory: it is answered, or nobody waits for it any more. */
    void release(BodyMemory memory) {
        if (reserved > 0) {
            memory.giveBack(reserved);
            reserved = 0;
        }
        bytes = NOTHING;
        plain = NOTHING;
    }

    /** Whether it may become an event. */
    boolean isPost() {
        return request.method().equals(HttpMethod.POST);
    }

    /** A guard has accepted, and took this. */
    void took(List<Taken> more) {
        if (taken.isEmpty()) {
            taken = more;
        } else if (!more.isEmpty()) {
            List<Taken> all = new ArrayList<>(taken);
            all.addAll(more);
            taken = all;
        }
    }

    /** Gives back what the guards took. */
    void giveBack() {
        for (Taken one : taken) {
            one.giveBack();
        }
        taken = List.of();
    }

    /** The event is on disk: what the guards took stays taken. */
    void keep() {
        for (Taken one : taken) {
            one.keep(id.toString());
        }
    }

    /** The body is whole. */
    void endBody() {
        if (bytes.length != length) {
            bytes = Arrays.copyOf(bytes, length);
        }
        plain = bytes;
    }

    /** Takes memory for a body that is being inflated, or says that there is none. */
    boolean reserve(int more, BodyMemory memory) {
        if (more <= SMALL) {
            return true;
        }
        if (!memory.take(more)) {
            return false;
        }
        reserved += more;
        return true;
    }

    /** The body was compressed: from now on it and its header fields are as if it had come plain, but for the guards. */
    void inflated(byte[] body) {
        plain = body;
        headers = PlainHeaders.of(headers, body.length);
    }

    /** The request as it came, to be judged again later. Shares the body, which nobody changes. */
    RecordedRequest recorded() {
        List<Header> fields = new ArrayList<>(headers.length / 2);
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(new Header(headers[i], headers[i + 1]));
        }
        return new RecordedRequest(
                route.id(),
                namespace,
                method(),
                target(),
                request.isSSL(),
                fields,
                head.peer(),
                clientCertificates(),
                bytes,
                receivedMicros);
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
            Optional<BodyCheck.Refusal> found = checked;
            checked = null;
            handler.checked(this, found);
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
        String value = head.headers().get(name);
        return value == null ? "" : value;
    }

    @Override
    public String query() {
        String query = request.query();
        return query == null ? "" : query;
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String target() {
        return head.uri();
    }

    @Override
    public String path() {
        return Router.path(head.uri());
    }

    @Override
    public String scheme() {
        if (sender != null && !sender.scheme().isEmpty()) {
            return sender.scheme();
        }
        return request.isSSL() ? "https" : "http";
    }

    @Override
    public String authority() {
        return sender == null ? header("Host") : sender.authority(scheme(), header("Host"));
    }

    @Override
    public List<String> headers(String name) {
        List<String> values = List.of();
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equalsIgnoreCase(name)) {
                values = values.isEmpty() ? List.of(headers[i + 1]) : with(values, headers[i + 1]);
            }
        }
        return values;
    }

    private static List<String> with(List<String> values, String more) {
        List<String> all = new ArrayList<>(values);
        all.add(more);
        return all;
    }

    @Override
    public void forEachHeader(BiConsumer<String, String> field) {
        for (int i = 0; i < headers.length; i += 2) {
            field.accept(headers[i], headers[i + 1]);
        }
    }

    @Override
    public String peer() {
        return head.peer();
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public List<X509Certificate> clientCertificates() {
        return request.isSSL() ? ClientCertificates.of(request.connection()) : List.of();
    }

    @Override
    public byte[] body() {
        return bytes;
    }

    @Override
    public byte[] payload() {
        return plain;
    }

    @Override
    public long receivedMicros() {
        return receivedMicros;
    }
}
