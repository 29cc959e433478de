package io.sluice.gateway.http;

import io.sluice.core.event.EventId;
import io.sluice.core.event.Header;
import io.sluice.gateway.options.SecurityHeaders;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Set;

/** Writes answers. The headers that every answer has are made once. */
public final class Answers {
    /** As long as the line of HTTP/1.0. */
    private static final String OK_LINE = "HTTP/1.1 200 OK";

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence PROBLEM_JSON = HttpHeaders.createOptimized("application/problem+json");

    private final Buffer ok = Buffer.buffer("{\"message\":\"200 OK\"}");
    private final MultiMap common;
    private final MultiMap okHeaders;
    /** As {@link #okHeaders}, and behind them the field in which {@link EventIdStamp} writes. */
    private final MultiMap acceptedHeaders;
    /** Where in an answer with them the line before that field ends. */
    private final int eventIdAt;

    private final boolean anyOrigin;
    private final Set<String> origins;

    public Answers(SecurityHeaders security) {
        MultiMap headers = HttpHeaders.headers();
        add(headers, "X-Content-Type-Options", "nosniff");
        add(headers, "X-Frame-Options", "DENY");
        add(headers, "X-XSS-Protection", "1; mode=block");
        add(headers, "Referrer-Policy", "strict-origin-when-cross-origin");
        add(
                headers,
                "Permissions-Policy",
                "geolocation=(), microphone=(), camera=(), payment=(), usb=(), magnetometer=(), gyroscope=(), accelerometer=()");
        add(headers, "Content-Security-Policy", security.contentSecurityPolicy());
        if (!security.strictTransportSecurity().isEmpty()) {
            add(headers, "Strict-Transport-Security", security.strictTransportSecurity());
        }
        this.common = headers.copy(false);
        MultiMap answer = headers.copy(true).add(HttpHeaders.CONTENT_TYPE, JSON);
        answer.add(HttpHeaders.CONTENT_LENGTH, HttpHeaders.createOptimized(Integer.toString(ok.length())));
        this.okHeaders = answer.copy(false);
        this.eventIdAt = OK_LINE.length() + bytes(okHeaders);
        add(answer, EventIdStamp.NAME, EventIdStamp.ZEROS);
        this.acceptedHeaders = answer.copy(false);
        this.anyOrigin = security.allowedOrigins().contains("*");
        this.origins = Set.copyOf(security.allowedOrigins());
    }

    /** How many bytes they are in an answer. */
    private static int bytes(MultiMap headers) {
        int bytes = 0;
        for (var field : headers) {
            bytes += "\r\n: ".length()
                    + field.getKey().length()
                    + field.getValue().length();
        }
        return bytes;
    }

    private static void add(MultiMap headers, String name, String value) {
        headers.add(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value));
    }

    /** 200 with {@code {"message":"200 OK"}}. */
    public void ok(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.headers().setAll(okHeaders);
        allowOrigin(request, response);
        response.end(ok);
    }

    /** The same, for an accepted event. */
    public void accepted(HttpServerRequest request, EventId id) {
        HttpServerResponse response = request.response();
        response.headers().setAll(acceptedHeaders);
        EventIdStamp.of(request.connection()).next(id, eventIdAt);
        allowOrigin(request, response);
        response.end(ok);
    }

    /** An answer that a guard made. */
    public void answered(HttpServerRequest request, int status, List<Header> further, String body) {
        HttpServerResponse response = request.response().setStatusCode(status);
        MultiMap headers = response.headers().setAll(common);
        for (Header header : further) {
            headers.add(header.name(), header.value());
        }
        allowOrigin(request, response);
        end(request, response, Buffer.buffer(body));
    }

    /** Any other answer with a body. */
    public void send(HttpServerRequest request, int status, CharSequence contentType, Buffer body) {
        HttpServerResponse response = request.response().setStatusCode(status);
        response.headers().setAll(common).add(HttpHeaders.CONTENT_TYPE, contentType);
        allowOrigin(request, response);
        end(request, response, body);
    }

    public void json(HttpServerRequest request, int status, String body) {
        send(request, status, JSON, Buffer.buffer(body));
    }

    public void problem(HttpServerRequest request, Problem problem) {
        HttpServerResponse response = request.response().setStatusCode(problem.status());
        MultiMap headers = response.headers().setAll(common).add(HttpHeaders.CONTENT_TYPE, PROBLEM_JSON);
        for (Header header : problem.headers()) {
            headers.add(header.name(), header.value());
        }
        allowOrigin(request, response);
        end(request, response, problem.body());
    }

    /** A problem after which the connection cannot be used again, because the rest of the request was not read. */
    public void problemAndClose(HttpServerRequest request, Problem problem) {
        problem(request, problem.with("Connection", "close"));
        request.connection().close();
    }

    /** Answers a browser's question whether it may call (https://fetch.spec.whatwg.org/#cors-preflight-fetch). */
    public void preflight(HttpServerRequest request, String allowedMethods) {
        HttpServerResponse response = request.response().setStatusCode(204);
        MultiMap headers = response.headers().setAll(common);
        headers.add(HttpHeaders.ALLOW, allowedMethods);
        if (allowOrigin(request, response)) {
            headers.add(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, allowedMethods);
            headers.add(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
            String asked = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
            if (asked != null && asked.matches("[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,1024}")) {
                headers.add(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, asked);
            }
        }
        response.end();
    }

    private static void end(HttpServerRequest request, HttpServerResponse response, Buffer body) {
        if (request.method().equals(HttpMethod.HEAD)) {
            response.headers().set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
            response.end();
        } else {
            response.end(body);
        }
    }

    private boolean allowOrigin(HttpServerRequest request, HttpServerResponse response) {
        if (origins.isEmpty()) {
            return false;
        }
        response.headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null || !(anyOrigin || origins.contains(origin))) {
            return false;
        }
        response.headers().add(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, anyOrigin ? "*" : origin);
        return true;
    }
}
