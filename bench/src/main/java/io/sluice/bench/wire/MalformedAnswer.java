package io.sluice.bench.wire;

/** The server's bytes are not an HTTP/1.1 answer (RFC 9112); the connection is of no further use. */
public final class MalformedAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedAnswer(String message) {
        super(message, null, false, false);
    }
}
