package io.sluice.gateway.recorded;

import io.sluice.core.event.Header;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.http.Router;
import io.sluice.gateway.http.Sender;
import io.sluice.gateway.http.TrustedProxies;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A recorded request as the guards see it. Its time is that of its arrival, however long ago that was.
 *
 * @param payload the body as the event will have it
 */
@SuppressWarnings("ArrayRecordComponent") // not compared, not copied
public record RecordedView(RecordedRequest recorded, Sender sender, byte[] payload) implements WebhookRequest {

    /** The view of a gateway that trusts these proxies. */
    public static RecordedView behind(TrustedProxies proxies, RecordedRequest recorded) {
        String[] fields = new String[recorded.headers().size() * 2];
        int at = 0;
        for (Header header : recorded.headers()) {
            fields[at++] = header.name();
            fields[at++] = header.value();
        }
        return new RecordedView(recorded, proxies.sender(recorded.peer(), fields), recorded.body());
    }

    /** The same when its body has been inflated. */
    public RecordedView inflated(byte[] plain) {
        return new RecordedView(recorded, sender, plain);
    }

    @Override
    public String webhookId() {
        return recorded.webhookId();
    }

    @Override
    public String method() {
        return recorded.method();
    }

    @Override
    public String target() {
        return recorded.target();
    }

    @Override
    public String path() {
        return Router.path(recorded.target());
    }

    @Override
    public String query() {
        int mark = recorded.target().indexOf('?');
        return mark < 0 ? "" : recorded.target().substring(mark + 1);
    }

    @Override
    public String scheme() {
        if (!sender.scheme().isEmpty()) {
            return sender.scheme();
        }
        return recorded.secure() ? "https" : "http";
    }

    @Override
    public String authority() {
        return sender.authority(scheme(), header("Host"));
    }

    @Override
    public String header(String name) {
        for (Header header : recorded.headers()) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return "";
    }

    @Override
    public List<String> headers(String name) {
        return recorded.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    @Override
    public void forEachHeader(BiConsumer<String, String> field) {
        recorded.headers().forEach(header -> field.accept(header.name(), header.value()));
    }

    @Override
    public String peer() {
        return recorded.peer();
    }

    @Override
    public String source() {
        return sender.address();
    }

    @Override
    public List<X509Certificate> clientCertificates() {
        return recorded.certificates();
    }

    @Override
    public byte[] body() {
        return recorded.body();
    }

    @Override
    public long receivedMicros() {
        return recorded.receivedMicros();
    }
}
