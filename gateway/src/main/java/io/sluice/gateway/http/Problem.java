package io.sluice.gateway.http;

import io.sluice.core.event.Header;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An error answer in the form of RFC 9457, {@code application/problem+json}.
 *
 * @param title the status's phrase
 * @param detail one sentence for the sender: no path of ours, no secret, nothing that helps to guess
 * @param headers further headers of the answer
 */
public record Problem(int status, String title, String detail, List<Header> headers) {
    /** Where senders shall come back later: 503, and what tells them when. */
    public static Problem unavailable(String detail, long retrySeconds) {
        return of(503, detail).with("Retry-After", Long.toString(Math.max(1, retrySeconds)));
    }

    public static Problem of(int status, String detail) {
        return new Problem(status, phrase(status), detail, List.of());
    }

    /** The same with one header more. */
    public Problem with(String name, String value) {
        return withAll(List.of(new Header(name, value)));
    }

    /** The same with more headers. */
    public Problem withAll(List<Header> further) {
        List<Header> more = new ArrayList<>(headers);
        more.addAll(further);
        return new Problem(status, title, detail, List.copyOf(more));
    }

    /** The body: the members {@code type}, {@code title}, {@code status}, {@code detail}. */
    public Buffer body() {
        return Buffer.buffer("{\"type\":\"about:blank\",\"title\":" + Json.quote(title) + ",\"status\":" + status
                + ",\"detail\":" + Json.quote(detail) + "}");
    }

    private static String phrase(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 417 -> "Expectation Failed";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 501 -> "Not Implemented";
            case 505 -> "HTTP Version Not Supported";
            case 503 -> "Service Unavailable";
            default -> "Error";
        };
    }
}
