package io.sluice.bench.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.sluice.core.event.Header;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Makes the bytes of requests to one target; all that can be is encoded ahead of time. For one thread. */
public final class RequestEncoder {
    private static final byte[] NUMBER = ascii("{\"test_id\": ");
    private static final byte[] MESSAGE = ascii(", \"message\": \"Performance test request ");
    private static final byte[] TIMESTAMP = ascii("\", \"timestamp\": ");
    private static final byte[] LENGTH = ascii("Content-Length: ");
    private static final byte[] HEAD_END = ascii("\r\n\r\n");
    private static final int LONGEST_BODY = 256;

    private final byte[] head;
    private final ByteBuf whole;
    private final InstantSource clock;
    private final Optional<SignatureFields> signature;
    private final byte[] body = new byte[LONGEST_BODY];
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
        head = ascii(fields.toString());
        signature = payload instanceof Payload.Signed(String secret, String run)
                ? Optional.of(new SignatureFields(secret, run))
                : Optional.empty();
        scratch = new byte
                [head.length
                        + LONGEST_BODY
                        + signature.map(SignatureFields::longest).orElse(0)
                        + 64];
        whole = payload instanceof Payload.Fixed fixed ? fixed(fixed.body()) : Unpooled.EMPTY_BUFFER;
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
        int length = numbered(number);
        int at = put(head, head.length, scratch, 0);
        if (signature.isPresent()) {
            at = signature.get().write(body, length, number, scratch, at);
        }
        at = put(LENGTH, LENGTH.length, scratch, at);
        at = put(length, scratch, at);
        at = put(HEAD_END, HEAD_END.length, scratch, at);
        at = put(body, length, scratch, at);
        return allocator.directBuffer(at).writeBytes(scratch, 0, at);
    }

    /** Writes the body; says how long it is. */
    private int numbered(long number) {
        int at = put(NUMBER, NUMBER.length, body, 0);
        at = put(number, body, at);
        at = put(MESSAGE, MESSAGE.length, body, at);
        at = put(number, body, at);
        at = put(TIMESTAMP, TIMESTAMP.length, body, at);
        at = put(clock.millis() / 1000, body, at);
        body[at++] = '}';
        return at;
    }

    private ByteBuf fixed(byte[] body) {
        byte[] length = ascii(Integer.toString(body.length));
        ByteBuf request =
                Unpooled.directBuffer(head.length + LENGTH.length + length.length + HEAD_END.length + body.length);
        return request.writeBytes(head)
                .writeBytes(LENGTH)
                .writeBytes(length)
                .writeBytes(HEAD_END)
                .writeBytes(body);
    }

    private static int put(byte[] piece, int length, byte[] target, int at) {
        System.arraycopy(piece, 0, target, at, length);
        return at + length;
    }

    /** Writes a number in decimal; says where it ends. */
    static int put(long number, byte[] target, int at) {
        int end = at + digits(number);
        long rest = number;
        for (int i = end - 1; i >= at; i--) {
            target[i] = (byte) ('0' + rest % 10);
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
