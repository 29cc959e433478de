package io.sluice.destinations.http;

import io.sluice.core.event.Event;
import io.sluice.core.event.Header;
import io.sluice.core.net.AddressRefused;
import io.sluice.core.net.ProxyFailure;
import io.sluice.core.plugin.Delivery;
import io.sluice.core.plugin.DeliveryResult;
import io.sluice.core.plugin.Destination;
import io.sluice.core.plugin.Health;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;

/**
 * Sends each event as a request with the body as it was received. An answer counts by its status alone; of its body only as much is
 * read as lets the connection be used again. Thread-safe.
 */
final class HttpDestination implements Destination {
    private static final int MOST_ANSWER_BYTES = 64 << 10;
    private static final URI ROOT = URI.create("/");

    private final HttpSettings settings;
    private final HttpHost host;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines;
    private final InstantSource clock;
    private volatile Optional<String> failure = Optional.empty();

    /** @param deadlines ends requests that take too long */
    HttpDestination(
            HttpSettings settings,
            CloseableHttpClient client,
            ScheduledExecutorService deadlines,
            InstantSource clock) {
        this.settings = settings;
        this.host = new HttpHost(
                settings.target().scheme(),
                settings.target().host(),
                settings.target().port());
        this.client = client;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    @Override
    public List<DeliveryResult> deliver(List<Delivery> batch) throws InterruptedException {
        List<DeliveryResult> results = new ArrayList<>(batch.size());
        for (Delivery delivery : batch) {
            results.add(send(delivery));
        }
        return results;
    }

    private DeliveryResult send(Delivery delivery) throws InterruptedException {
        HttpUriRequestBase request = request(delivery);
        Future<?> deadline =
                deadlines.schedule(() -> request.cancel(), settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response = client.executeOpen(host, request, null);
            Optional<Duration> retryAfter = Optional.ofNullable(response.getFirstHeader("Retry-After"))
                    .flatMap(header -> RetryAfter.parse(header.getValue(), clock));
            DeliveryResult result = Answer.of(response.getCode(), retryAfter);
            note(result);
            finish(response, request);
            return result;
        } catch (IOException | IllegalStateException broken) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the request was interrupted");
            }
            DeliveryResult result = new DeliveryResult.Retry(Optional.empty(), cause(broken, request));
            note(result);
            return result;
        } finally {
            deadline.cancel(false);
        }
    }

    private HttpUriRequestBase request(Delivery delivery) {
        Event event = delivery.event();
        HttpUriRequestBase request = new HttpUriRequestBase(settings.method().name(), ROOT);
        request.setPath(settings.target().pathAndQuery()); // a URI would take what follows two slashes for the host
        for (Header header : settings.forwarding().select(event.headers())) {
            request.addHeader(header.name(), header.value());
        }
        if (!event.contentType().isEmpty() && HeaderRule.valid("Content-Type", event.contentType())) {
            request.setHeader("Content-Type", event.contentType());
        }
        for (Header header : HeaderRule.contentEncoding(event.headers())) {
            request.addHeader(header.name(), header.value());
        }
        settings.headers().forEach(request::setHeader);
        request.setHeader("X-Event-Id", event.id().toString());
        request.setHeader("X-Webhook-Id", event.qualifiedId());
        request.setHeader("X-Delivery-Attempt", Integer.toString(delivery.attempt()));
        request.setEntity(new ByteArrayEntity(event.body(), null));
        return request;
    }

    /** Reads a short answer to its end, so that the connection can be used again; ends the connection under a long one. */
    private static void finish(ClassicHttpResponse response, HttpUriRequestBase request) {
        try (response) {
            HttpEntity answer = response.getEntity();
            if (answer != null && answer.getContent().readNBytes(MOST_ANSWER_BYTES).length == MOST_ANSWER_BYTES) {
                request.cancel();
            }
        } catch (IOException ignored) { // the status has decided; the connection is not used again
            request.cancel();
        }
    }

    private String cause(Exception broken, HttpUriRequestBase request) {
        if (request.isCancelled() && !(broken instanceof ProxyFailure)) {
            return "no complete answer within " + settings.timeout().toMillis() + " ms";
        }
        boolean speaks = broken instanceof AddressRefused || broken instanceof ProxyFailure;
        String message = speaks ? "" : broken.getClass().getSimpleName() + ": ";
        return message + String.valueOf(broken.getMessage()).replaceAll("\\p{Cntrl}+", " ");
    }

    private void note(DeliveryResult result) {
        failure = switch (result) {
            case DeliveryResult.Delivered _ -> Optional.empty();
            case DeliveryResult.Retry retry -> Optional.of(retry.cause());
            case DeliveryResult.Refused _ -> failure; // says something of one event
        };
    }

    /** What the last request met. Asks nothing of the destination, which might take it for an event. */
    @Override
    public Health check() {
        return failure.<Health>map(Health.Unhealthy::new).orElseGet(Health.Healthy::new);
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }

    @Override
    public String toString() {
        return settings.method() + " " + settings.target();
    }
}
