package io.sluice.gateway.signing;

import io.sluice.core.event.Header;
import io.sluice.gateway.guard.provider.UnsentRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a signed request is printed. All forms are bytes, because a body is. */
public enum RequestForm {
    /** The header fields that signing added, one a line. */
    HEADERS {
        @Override
        public byte[] of(UnsentRequest signed, List<Header> given) {
            StringBuilder text = new StringBuilder();
            for (Header field : signed.fields()) {
                if (!given.contains(field)) {
                    text.append(field.name()).append(": ").append(field.value()).append('\n');
                }
            }
            return wire(text);
        }
    },
    /** A command that sends it. */
    CURL {
        @Override
        public byte[] of(UnsentRequest signed, List<Header> given) {
            StringBuilder text = new StringBuilder("curl -X ").append(signed.method());
            text.append(' ').append(quoted(signed.uri().toString()));
            for (Header field : signed.fields()) {
                text.append(" \\\n  -H ").append(quoted(field.name() + ": " + field.value()));
            }
            String body = new String(signed.body(), StandardCharsets.ISO_8859_1);
            text.append(" \\\n  --data-binary ").append(quoted(body)).append('\n');
            return wire(text);
        }
    },
    /** What goes over the wire, RFC 9112: what {@code sluice verify --request} reads. */
    HTTP {
        @Override
        public byte[] of(UnsentRequest signed, List<Header> given) {
            StringBuilder head = new StringBuilder()
                    .append(signed.method())
                    .append(' ')
                    .append(signed.target())
                    .append(" HTTP/1.1\r\nHost: ")
                    .append(signed.authority())
                    .append("\r\n");
            for (Header field : signed.fields()) {
                head.append(field.name()).append(": ").append(field.value()).append("\r\n");
            }
            head.append("Content-Length: ").append(signed.body().length).append("\r\n\r\n");
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(wire(head));
            request.writeBytes(signed.body());
            return request.toByteArray();
        }
    };

    /**
     * Prints a request.
     *
     * @param given the fields that it had before it was signed
     */
    public abstract byte[] of(UnsentRequest signed, List<Header> given);

    /** The characters of a field's value are its bytes. */
    private static byte[] wire(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
