package io.sluice.gateway.http;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.http1.Http1ServerRequest;
import java.util.Optional;

/**
 * The head of a request as {@link RequestDecoder} has read it, and what is known with it: who sent it, and as a rule its body, because most
 * webhooks arrive in one piece. Such a body is handed over as one array; it does not come as chunks any more.
 */
public final class RequestHead extends DefaultHttpRequest {
    private final RequestFields fields;
    private final String peer;
    private Optional<byte[]> body = Optional.empty();

    RequestHead(HttpVersion version, HttpMethod method, String target, RequestFields fields, String peer) {
        super(version, method, target, fields);
        this.fields = fields;
        this.peer = peer;
    }

    /** That of a request to a server with the strict decoder. */
    public static RequestHead of(HttpServerRequest request) {
        return (RequestHead) ((Http1ServerRequest) request).nettyRequest();
    }

    /** The address that the connection came from. */
    public String peer() {
        return peer;
    }

    /** Names and values of the header fields in the order of arrival, in turn. Not to be changed. */
    public String[] namesAndValues() {
        return fields.namesAndValues();
    }

    /** The body, if it has arrived together with the head; it is the caller's then. */
    public Optional<byte[]> body() {
        return body;
    }

    void arrivedWith(byte[] whole) {
        body = Optional.of(whole);
    }
}
