package io.sluice.gateway.guard.outgoing;

import io.sluice.core.event.Header;
import io.sluice.core.net.AllowedTarget;
import io.sluice.core.net.CheckedLookup;
import io.sluice.core.net.OutgoingProxy;
import io.sluice.core.net.ProxyFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Calls one URL of a guard's settings: keys, an introspection, a verification. The whole exchange has a deadline, the answer a bound, a
 * redirect is an answer like any other and never followed, and the host's addresses are checked each time a connection is made, so that
 * a guard's URL is no way into the operator's own network. Thread-safe. One for each URL.
 *
 * <pre>{@code
 * client.send(GuardCall.get().with("Accept", "application/json")).thenApply(answer -> …)
 * }</pre>
 */
public final class GuardClient implements AutoCloseable {
    private static final int CONNECTIONS = 16;
    private static final URI ROOT = URI.create("/");

    private final AllowedTarget allowed;
    private final Limits limits;
    private final Executor threads;
    private final ScheduledThreadPoolExecutor deadlines;
    private final HttpHost host;
    private final CloseableHttpClient client;

    /**
     * What a call may cost.
     *
     * @param time from the wait for a connection to the end of the answer
     * @param answerBytes the most bytes of an answer's body; a longer one is a failure
     */
    public record Limits(Duration time, int answerBytes) {
        /** 5 seconds and 1 MiB. */
        public static final Limits DEFAULT = new Limits(Duration.ofSeconds(5), 1 << 20);
    }

    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;

        TooLong(int bytes) {
            super("the answer is longer than " + bytes + " bytes");
        }
    }

    /**
     * @param threads where calls are made: virtual threads
     * @param names turns the host into addresses, which are then checked
     * @param proxy through which they are connected to
     */
    GuardClient(
            AllowedTarget allowed,
            Limits limits,
            Executor threads,
            ScheduledThreadPoolExecutor deadlines,
            CheckedLookup.Lookup names,
            Optional<OutgoingProxy> proxy) {
        this.allowed = allowed;
        this.limits = limits;
        this.threads = threads;
        this.deadlines = deadlines;
        this.host = new HttpHost(
                allowed.target().scheme(),
                allowed.target().host(),
                allowed.target().port());
        PoolingHttpClientConnectionManagerBuilder connections =
                ProxiedConnections.to(allowed.target().host(), proxy);
        this.client = client(connections, new CheckedLookup(allowed.addresses(), names), limits.time());
    }

    private static CloseableHttpClient client(
            PoolingHttpClientConnectionManagerBuilder connections, CheckedLookup lookup, Duration time) {
        Timeout timeout = Timeout.of(time);
        ConnectionConfig connection = ConnectionConfig.custom()
                .setConnectTimeout(timeout)
                .setSocketTimeout(timeout)
                .setTimeToLive(TimeValue.ofMinutes(5)) // so that a changed address is noticed
                .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections
                        .setDnsResolver(new GuardResolver(lookup))
                        .setDefaultConnectionConfig(connection)
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .setRedirectsEnabled(false)
                        .build())
                .setUserAgent("Sluice")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /**
     * Makes the call on a thread of its own. The future fails with an {@link IOException} that says what happened, without the call's
     * headers and body, when there is no whole answer in time.
     */
    public CompletableFuture<GuardAnswer> send(GuardCall call) {
        CompletableFuture<GuardAnswer> result = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                result.complete(exchange(call));
            } catch (IOException | RuntimeException failure) {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    /** Makes the call and waits for the answer. Not for event loops. */
    public GuardAnswer exchange(GuardCall call) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), ROOT);
        request.setPath(allowed.target().pathAndQuery());
        for (Header header : call.headers()) {
            request.addHeader(header.name(), header.value());
        }
        if (call.body().length > 0) {
            request.setEntity(new ByteArrayEntity(call.body(), null));
        }
        Future<?> deadline =
                deadlines.schedule(() -> request.cancel(), limits.time().toMillis(), TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse response = client.executeOpen(host, request, null)) {
            return answer(response, request);
        } catch (IOException | IllegalStateException broken) {
            // Whichever of the two clocks is first: that of the socket or that of the whole call.
            boolean known = broken instanceof TooLong || broken instanceof ProxyFailure;
            boolean late = !known && (request.isCancelled() || broken instanceof InterruptedIOException);
            String cause = late ? "no whole answer within " + limits.time().toMillis() + " ms" : broken.getMessage();
            throw new IOException(this + ": " + cause, broken);
        } finally {
            deadline.cancel(false);
        }
    }

    private GuardAnswer answer(ClassicHttpResponse response, HttpUriRequestBase request) throws IOException {
        List<Header> headers = new ArrayList<>();
        for (org.apache.hc.core5.http.Header header : response.getHeaders()) {
            headers.add(new Header(header.getName(), header.getValue()));
        }
        HttpEntity entity = response.getEntity();
        byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(limits.answerBytes() + 1);
        if (body.length > limits.answerBytes()) {
            request.abort();
            throw new TooLong(limits.answerBytes());
        }
        return new GuardAnswer(response.getCode(), headers, body);
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    /** The URL without what may be secret. */
    @Override
    public String toString() {
        return allowed.target().toString();
    }
}
