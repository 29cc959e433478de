package io.sluice.bench.micro;

import io.sluice.core.plugin.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/** A POST with one header and a small body. */
record PostedRequest(String headerName, String headerValue, long receivedMicros, String query)
        implements WebhookRequest {
    private static final byte[] BODY = "{\"order\": 1}".getBytes(StandardCharsets.UTF_8);

    /** One without a query. */
    PostedRequest(String headerName, String headerValue, long receivedMicros) {
        this(headerName, headerValue, receivedMicros, "");
    }

    @Override
    public String webhookId() {
        return "orders";
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String target() {
        return query.isEmpty() ? path() : path() + "?" + query;
    }

    @Override
    public String path() {
        return "/webhook/orders";
    }

    @Override
    public String scheme() {
        return "https";
    }

    @Override
    public String authority() {
        return "hooks.example.com";
    }

    @Override
    public String header(String name) {
        return name.equalsIgnoreCase(headerName) ? headerValue : "";
    }

    @Override
    public List<String> headers(String name) {
        return name.equalsIgnoreCase(headerName) ? List.of(headerValue) : List.of();
    }

    @Override
    public void forEachHeader(BiConsumer<String, String> field) {
        field.accept(headerName, headerValue);
    }

    @Override
    public String peer() {
        return "192.0.2.1";
    }

    @Override
    public String source() {
        return "192.0.2.1";
    }

    @Override
    public byte[] body() {
        return BODY;
    }
}
