package io.sluice.gateway.accept;

import io.sluice.core.config.Webhook;
import io.sluice.gateway.accept.BodyCheck.Refusal;
import io.sluice.gateway.coding.ContentCoding;
import io.sluice.gateway.coding.InflatingReader;
import io.sluice.gateway.coding.MalformedCoding;
import io.sluice.gateway.http.Problem;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Looks at a body that the guards let through: inflates it when its webhook takes JSON and it is compressed, and checks it. On the
 * event loop when that is quick, beside it when it may take long. The guards have seen the bytes that came over the wire, because
 * signatures are made over them; what is checked here, and kept, is the plain body. A blob is kept as it came.
 *
 * <p>One for each event loop.
 */
final class Inspection {
    /** Bytes: to look at a larger body takes so long that the event loop's other requests would feel it. */
    private static final int LARGE_BODY = 256 * 1024;
    /** The same for compressed bodies. */
    private static final int LARGE_CODED = 16 * 1024;
    /** And for what comes out of them. */
    private static final int LARGE_INFLATED = 64 * 1024;

    private static final byte[] NOTHING = {};
    static final Refusal UNKNOWN_CODING = new Refusal(
            "unsupported_content_encoding",
            Problem.of(
                            415,
                            "Unsupported Content-Encoding: a body may be compressed once, with gzip or deflate, or not at all")
                    .with("Accept-Encoding", ContentCoding.UNDERSTOOD));

    private final BodyCheck check;
    private final int limit;
    private final BodyMemory memory;
    private final Executor beside;
    /** Where small bodies are inflated, on the event loop alone. */
    private byte[] scratch = NOTHING;

    /**
     * @param limit bytes of one plain body
     * @param beside where large bodies are looked at
     */
    Inspection(BodyCheck check, int limit, BodyMemory memory, Executor beside) {
        this.check = check;
        this.limit = limit;
        this.memory = memory;
        this.beside = beside;
    }

    /** Begins; the judgement hears the outcome in {@link Judgement#checked}, now or soon. */
    void begin(Exchange exchange, Judgement judgement) {
        ContentCoding coding = coding(exchange);
        if (coding == ContentCoding.OTHER) {
            judgement.checked(exchange, Optional.of(UNKNOWN_CODING));
        } else if (coding == ContentCoding.NONE) {
            if (exchange.body().length <= LARGE_BODY) {
                judgement.checked(exchange, check.refusal(exchange));
            } else {
                beside(exchange, judgement, () -> exchange.checked(check.refusal(exchange)));
            }
        } else {
            begin(exchange, judgement, coding);
        }
    }

    private void begin(Exchange exchange, Judgement judgement, ContentCoding coding) {
        if (exchange.body().length <= LARGE_CODED) {
            try {
                int length = inflateSmall(exchange.body(), coding);
                if (length <= LARGE_INFLATED) {
                    judgement.checked(exchange, plain(exchange, Arrays.copyOf(scratch, length)));
                    return;
                }
            } catch (MalformedCoding malformed) {
                judgement.checked(exchange, Optional.of(notWhatItSays(coding, malformed)));
                return;
            }
        }
        beside(exchange, judgement, () -> exchange.checked(inflated(exchange, coding)));
    }

    private static ContentCoding coding(Exchange exchange) {
        if (exchange.route.dataType() == Webhook.DataType.BLOB
                || !exchange.head.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
            return ContentCoding.NONE;
        }
        return ContentCoding.of(exchange.head.headers().getAll(HttpHeaders.CONTENT_ENCODING));
    }

    private void beside(Exchange exchange, Judgement judgement, Runnable look) {
        try {
            beside.execute(look);
        } catch (RejectedExecutionException tooMany) {
            judgement.checked(exchange, Optional.of(noRoom()));
        }
    }

    /** Inflates into the scratch; the length is more than {@link #LARGE_INFLATED} when it does not fit. */
    private int inflateSmall(byte[] coded, ContentCoding coding) throws MalformedCoding {
        if (scratch.length == 0) {
            scratch = new byte[LARGE_INFLATED + 1];
        }
        try (InflatingReader reader = new InflatingReader(coded, coding)) {
            return reader.read(scratch, 0, Math.min(scratch.length, limit + 1));
        }
    }

    /** Inflates a body of any size: once to learn its length, so that one that is too large or malformed takes no memory at all. */
    private Optional<Refusal> inflated(Exchange exchange, ContentCoding coding) {
        byte[] coded = exchange.body();
        try {
            int length = plainLength(coded, coding, limit);
            if (length > limit) {
                return Optional.of(tooLarge());
            }
            if (!exchange.reserveMore(length, memory)) {
                return Optional.of(noRoom());
            }
            exchange.inflated(plain(coded, coding, length));
            return check.refusal(exchange);
        } catch (MalformedCoding malformed) {
            return Optional.of(notWhatItSays(coding, malformed));
        }
    }

    /** The plain body of a coded one; empty when it is larger than the limit. */
    static Optional<byte[]> inflate(byte[] coded, ContentCoding coding, int limit) throws MalformedCoding {
        int length = plainLength(coded, coding, limit);
        return length > limit ? Optional.empty() : Optional.of(plain(coded, coding, length));
    }

    private static byte[] plain(byte[] coded, ContentCoding coding, int length) throws MalformedCoding {
        byte[] plain = new byte[length];
        try (InflatingReader reader = new InflatingReader(coded, coding)) {
            reader.read(plain, 0, length);
        }
        return plain;
    }

    /** Reads no more than one byte beyond the limit. */
    private static int plainLength(byte[] coded, ContentCoding coding, int limit) throws MalformedCoding {
        byte[] piece = new byte[32 * 1024];
        int length = 0;
        int count;
        try (InflatingReader reader = new InflatingReader(coded, coding)) {
            do {
                count = reader.read(piece, 0, Math.min(piece.length, limit + 1 - length));
                length += count;
            } while (count > 0 && length <= limit);
        }
        return length;
    }

    private Optional<Refusal> plain(Exchange exchange, byte[] plain) {
        if (plain.length > limit) {
            return Optional.of(tooLarge());
        }
        if (!exchange.reserveMore(plain.length, memory)) {
            return Optional.of(noRoom());
        }
        exchange.inflated(plain);
        return check.refusal(exchange);
    }

    private Refusal tooLarge() {
        return tooLarge(limit);
    }

    static Refusal tooLarge(int limit) {
        return new Refusal(
                "body_too_large", Problem.of(413, "The body is larger than " + limit + " bytes when it is inflated"));
    }

    private static Refusal noRoom() {
        return new Refusal("too_many_bodies", Problem.unavailable(AcceptHandler.TOO_MANY_BODIES, 1));
    }

    static Refusal notWhatItSays(ContentCoding coding, MalformedCoding malformed) {
        return new Refusal(
                "malformed_content_encoding",
                Problem.of(
                        400,
                        "The body is not what Content-Encoding: " + coding.label() + " says: "
                                + malformed.getMessage()));
    }
}
