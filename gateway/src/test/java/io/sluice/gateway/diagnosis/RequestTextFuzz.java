package io.sluice.gateway.diagnosis;

import io.sluice.core.event.Header;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A recording is read or refused; what was read can be written as it goes over the wire, and reads the same then. */
public final class RequestTextFuzz {
    private RequestTextFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        RequestText read;
        try {
            read = RequestText.parse(input);
        } catch (IllegalArgumentException refused) {
            if (!refused.getMessage().contains("line")) {
                throw new AssertionError("no place is named", refused);
            }
            return;
        }
        RequestText again = RequestText.parse(written(read));
        if (!again.method().equals(read.method())
                || !again.target().equals(read.target())
                || !Arrays.equals(again.body(), read.body())) {
            throw new AssertionError(read + " reads as " + again);
        }
    }

    private static byte[] written(RequestText request) {
        StringBuilder head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
        for (Header header : request.headers()) {
            if (!header.name().equalsIgnoreCase("Content-Length")
                    && !header.name().equalsIgnoreCase("Transfer-Encoding")) {
                head.append(header.name()).append(": ").append(header.value()).append("\r\n");
            }
        }
        head.append("Content-Length: ").append(request.body().length).append("\r\n\r\n");
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        wire.writeBytes(request.body());
        return wire.toByteArray();
    }
}
