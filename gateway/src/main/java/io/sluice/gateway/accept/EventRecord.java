package io.sluice.gateway.accept;

import io.sluice.core.event.EventHeadBytes;
import io.sluice.core.journal.RecordBody;
import java.nio.ByteBuffer;

/** An exchange's event as the journal takes it. One for each event loop: it is good until the next event. */
final class EventRecord implements RecordBody {
    private static final byte[] NOTHING = {};

    private final EventHeadBytes head = new EventHeadBytes();
    private byte[] body = NOTHING;

    /**
     * Encodes what stands before the body.
     *
     * @throws IllegalArgumentException when some text is too long for its place
     */
    EventRecord of(Exchange exchange) {
        String[] fields = exchange.headers;
        head.begin(
                exchange.id,
                exchange.receivedMicros,
                exchange.route.id(),
                exchange.namespace,
                exchange.source,
                exchange.header("Content-Type"),
                fields.length / 2);
        for (int i = 0; i < fields.length; i += 2) {
            head.header(fields[i], fields[i + 1]);
        }
        body = exchange.payload();
        head.end(body.length);
        return this;
    }

    /** Forgets the body, which the journal has copied. */
    void forget() {
        body = NOTHING;
    }

    @Override
    public int size() {
        return head.size() + body.length;
    }

    @Override
    public void writeTo(ByteBuffer target) {
        head.writeTo(target);
        target.put(body);
    }
}
