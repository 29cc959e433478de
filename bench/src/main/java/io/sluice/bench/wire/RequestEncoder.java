package io.sluice.bench.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.sluice.core.event.Header;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/** Makes the bytes of requests to one target; all that can be is encoded ahead of time. For one thread. */
public final class RequestEncoder {
    private static final byte[] NUMBER = ascii("{\"test_id\": ");
    private static final byte[] MESSAGE = ascii(", \"message\": \"Performance test request ");
    private static final byte[] TIMESTAMP = ascii("\", \"timestamp\": ");
    private static final byte[] HEAD_END = ascii("\r\n\r\n");

    private final byte[] head;
    private final ByteBuf whole;
    private final InstantSource clock;
    private final byte[] scratch;

    /**
     * @param headers further fields; one of them named Content-Type replaces the payload's
     * @param clock for the payload's timestamp
     */
    public RequestEncoder(Target target, List<Header> headers, Payload payload, InstantSource clock) {
        this.clock = clock;
        String type = payload instanceof Payload.Fixed fixed ? fixed.contentType() : "application/json";
        StringBuilder fields =
                new StringBuilder("POST " + target.path() + " HTTP/1.1\r\nHost: " + target.authority() + "\r\n");
        if (headers.stream().noneMatch(header -> header.name().equalsIgnoreCase("Content-Type"))) {
            fields.append("Content-Type: ").append(type).append("\r\n");
        }
        for (Header header : headers) {
            fields.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        head = ascii(fields.append("Content-Length: ").toString());
        scratch = new byte[head.length + 256];
        whole = switch (payload) {
            case Payload.Numbered _ -> Unpooled.EMPTY_BUFFER;
            case Payload.Fixed fixed -> fixed(fixed.body());
        };
    }

    /**
     * One request, ready to be written; the caller releases it by writing it.
     *
     * @param number counts the requests of the run, from 1
     */
    public ByteBuf encode(ByteBufAllocator allocator, long number) {
        if (whole.isReadable()) {
            return whole.retainedDuplicate();
        }
        long seconds = clock.millis() / 1000;
        int body = NUMBER.length + MESSAGE.length + TIMESTAMP.length + 2 * digits(number) + digits(seconds) + 1;
        int at = put(head, 0);
        at = put(body, at);
        at = put(HEAD_END, at);
        at = put(NUMBER, at);
        at = put(number, at);
        at = put(MESSAGE, at);
        at = put(number, at);
        at = put(TIMESTAMP, at);
        at = put(seconds, at);
        scratch[at++] = '}';
        return allocator.directBuffer(at).writeBytes(scratch, 0, at);
    }

    private ByteBuf fixed(byte[] body) {
        byte[] length = ascii(Integer.toString(body.length));
        ByteBuf request = Unpooled.directBuffer(head.length + length.length + HEAD_END.length + body.length);
        return request.writeBytes(head).writeBytes(length).writeBytes(HEAD_END).writeBytes(body);
    }

    private int put(byte[] piece, int at) {
        System.arraycopy(piece, 0, scratch, at, piece.length);
        return at + piece.length;
    }

    private int put(long number, int at) {
        int end = at + digits(number);
        long rest = number;
        for (int i = end - 1; i >= at; i--) {
            scratch[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
