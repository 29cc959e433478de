package io.sluice.gateway.guard.outgoing;

import io.sluice.core.event.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The whole answer to a call. Never shows its headers and body. */
public final class GuardAnswer {
    private final int status;
    private final List<Header> headers;
    private final byte[] body;

    GuardAnswer(int status, List<Header> headers, byte[] body) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    public int status() {
        return status;
    }

    /** The first header of that name, in any case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** Not to be changed. */
    public byte[] body() {
        return body;
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return status + ", " + body.length + " bytes";
    }
}
