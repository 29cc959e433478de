package io.sluice.gateway.accept;

import io.sluice.core.event.EventId;
import io.sluice.core.journal.AppendListener;
import io.sluice.core.journal.Refusal;
import io.sluice.core.plugin.Taken;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.http.Inbox;
import io.sluice.gateway.http.RequestHead;
import io.sluice.gateway.http.Router;
import io.sluice.gateway.http.Sender;
import io.sluice.gateway.tls.ClientCertificates;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One request on its way: what has arrived of it, how far it has come, and how it comes back to its event loop. The guards see it as
 * a {@link WebhookRequest}, the journal reports to it as an {@link AppendListener}. All of it happens on the event loop, but for the reports of guards and journal, which put it into the
 * loop's {@link Inbox}.
 */
final class Exchange extends Inbox.Item implements WebhookRequest, AppendListener {
    private static final byte[] NOTHING = {};
    /** A body up to this size is not worth to be counted: all connections together hold less than the others may. */
    private static final int SMALL = 1_024;

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

    /** The body as it came, or what has arrived of it. */
    byte[] bytes = NOTHING;
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
    Optional<Judgement.Replay> replay = Optional.empty();
    /** Whether an answer was given, or none can be any more. */
    boolean answered;

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

    /** Takes memory for a body that is to have as many bytes, with those that it has, or says that there is none. */
    boolean reserve(int bytes, BodyMemory memory) {
        return bytes <= SMALL || take(bytes - reserved, memory);
    }

    /** Takes memory for a body that is being inflated, beside the one that came, or says that there is none. */
    boolean reserveMore(int bytes, BodyMemory memory) {
        return bytes <= SMALL || take(bytes, memory);
    }

    private boolean take(long more, BodyMemory memory) {
        boolean there = memory.take(more);
        if (there) {
            reserved += more;
        }
        return there;
    }

    /** The body is whole. */
    void arrived(byte[] whole) {
        bytes = whole;
        plain = whole;
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

    /** The body was compressed: from now on it and its header fields are as if it had come plain, but for the guards. */
    void inflated(byte[] body) {
        plain = body;
        headers = PlainHeaders.of(headers, body.length);
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
        handler.admission().count(this, sequence, timeMicros);
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
            handler.admission().refused(this, refusal);
        } else if (id != null) {
            handler.admission().committed(this, committedMicros);
        } else if (checked != null) {
            Optional<BodyCheck.Refusal> found = checked;
            checked = null;
            handler.judgement().checked(this, found);
        } else {
            handler.judgement().decided(this, verdict);
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
