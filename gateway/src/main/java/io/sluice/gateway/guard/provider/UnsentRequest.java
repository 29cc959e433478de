package io.sluice.gateway.guard.provider;

import io.sluice.core.event.Header;
import io.sluice.core.plugin.WebhookRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A request that is yet to be sent, as its receiver will see it. Immutable. */
public final class UnsentRequest implements WebhookRequest {
    private final String method;
    private final URI uri;
    private final List<Header> fields;
    private final byte[] body;

    /**
     * A request.
     *
     * @param uri where it is sent to, absolute
     * @param fields its header fields; a value's characters are its bytes
     * @param body not to be changed
     */
    public UnsentRequest(String method, URI uri, List<Header> fields, byte[] body) {
        this.method = method;
        this.uri = uri;
        this.fields = List.copyOf(fields);
        this.body = body;
    }

    /** A POST without header fields. */
    public static UnsentRequest post(String url, byte[] body) {
        return new UnsentRequest("POST", URI.create(url), List.of(), body);
    }

    /**
     * With one field of that name instead of all.
     *
     * @param value its characters are taken in UTF-8
     */
    public UnsentRequest with(String name, String value) {
        List<Header> more = new ArrayList<>(without(name));
        String wire = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        more.add(new Header(name, wire));
        return new UnsentRequest(method, uri, more, body);
    }

    /** With another body. */
    public UnsentRequest withBody(byte[] other) {
        return new UnsentRequest(method, uri, fields, other);
    }

    /** Where it is sent to. */
    public URI uri() {
        return uri;
    }

    /** Its header fields. */
    public List<Header> fields() {
        return fields;
    }

    private List<Header> without(String name) {
        return fields.stream()
                .filter(field -> !field.name().equalsIgnoreCase(name))
                .toList();
    }

    @Override
    public String webhookId() {
        return "";
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public String target() {
        return path() + (query().isEmpty() ? "" : "?" + query());
    }

    @Override
    public String path() {
        return uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    }

    @Override
    public String query() {
        return uri.getRawQuery() == null ? "" : uri.getRawQuery();
    }

    @Override
    public String scheme() {
        return uri.getScheme();
    }

    @Override
    public String authority() {
        return uri.getRawAuthority();
    }

    @Override
    public String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? "" : values.getFirst();
    }

    @Override
    public List<String> headers(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    @Override
    public void forEachHeader(BiConsumer<String, String> field) {
        fields.forEach(one -> field.accept(one.name(), one.value()));
    }

    @Override
    public String peer() {
        return "127.0.0.1";
    }

    @Override
    public String source() {
        return "127.0.0.1";
    }

    @Override
    public long receivedMicros() {
        return 0;
    }

    /** Without values, some of which prove something. */
    @Override
    public String toString() {
        return method + " " + uri + ", " + fields.size() + " fields, " + body.length + " bytes";
    }
}
