package io.sluice.gateway.guard.outgoing;

import io.sluice.core.event.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One call of a {@link GuardClient}. Immutable; never shows its headers and body, which may hold secrets. */
public final class GuardCall {
    private static final byte[] NOTHING = {};

    private final String method;
    private final List<Header> headers;
    private final byte[] body;

    private GuardCall(String method, List<Header> headers, byte[] body) {
        this.method = method;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    public static GuardCall get() {
        return new GuardCall("GET", List.of(), NOTHING);
    }

    /** @param contentType of the body */
    public static GuardCall post(String contentType, String body) {
        return new GuardCall(
                "POST", List.of(new Header("Content-Type", contentType)), body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with one header more. */
    public GuardCall with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new GuardCall(method, more, body);
    }

    String method() {
        return method;
    }

    List<Header> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return method;
    }
}
