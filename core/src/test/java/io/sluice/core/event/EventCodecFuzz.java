package io.sluice.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.core.journal.RawRecords;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The payload of an event's record with any content: it is read, or refused with a message that says where. What was read and is text
 * throughout is written as the same bytes again; the short reading agrees with the long one; a buffer that is a window on a larger
 * array, or no array at all, reads the same.
 */
public final class EventCodecFuzz {
    private EventCodecFuzz() {}

    /** Called by Jazzer, and by the replay of what it found. */
    public static void fuzzerTestOneInput(byte[] input) {
        byte[] wide = Arrays.copyOf(input, input.length + 64);
        Event event;
        try {
            event = EventCodec.decode(ByteBuffer.wrap(wide, 0, input.length));
        } catch (UnknownEventFormat newer) {
            check(input[0] > 1, "format " + input[0] + " is not newer");
            return;
        } catch (IllegalArgumentException refused) {
            check(refused.getMessage().contains(", at byte "), "it does not say where: " + refused.getMessage());
            headAlone(input);
            return;
        }
        EventHead head = EventCodec.decodeHead(ByteBuffer.wrap(input));
        check(head.equals(new EventHead(event.webhookId(), event.namespace(), event.receivedMicros())), "two heads");
        ByteBuffer direct = ByteBuffer.allocateDirect(input.length).put(input).flip();
        check(event.headers().equals(EventCodec.decode(direct).headers()), "another reading of another buffer");
        aView(wide, input.length, event);
        List<Header> headers = List.copyOf(event.headers());
        if (isText(event, headers)) {
            check(Arrays.equals(RawRecords.bytes(EventCodec.body(event)), input), "not written as it was read");
            check(EncodedHeaders.of(headers).equals(headers), "headers change when they are encoded again");
        }
    }

    /** A view that was laid on something else before says the same of the same bytes. */
    private static void aView(byte[] wide, int length, Event event) {
        EventView view = new EventView(new TextCache());
        try {
            view.lay(wide, 0, wide.length);
        } catch (IllegalArgumentException refused) { // zeros follow the event
            check(refused.getMessage().contains(", at byte "), "it does not say where: " + refused.getMessage());
        }
        view.lay(wide, 0, length);
        check(view.event().headers().equals(event.headers()), "a view of other headers");
        check(Arrays.equals(view.event().body(), event.body()), "a view of another body");
        check(view.qualifiedId().equals(event.qualifiedId()), "a view of another webhook");
        check(view.source().equals(event.source()), "a view of another source");
    }

    private static void headAlone(byte[] input) {
        try {
            EventCodec.decodeHead(ByteBuffer.wrap(input));
        } catch (IllegalArgumentException refused) {
            check(refused.getMessage().contains(", at byte "), "it does not say where: " + refused.getMessage());
        }
    }

    /** Whether nothing was replaced while it was read; a text that holds U+FFFD itself is left out with the others. */
    private static boolean isText(Event event, List<Header> headers) {
        StringBuilder all = new StringBuilder()
                .append(event.webhookId())
                .append(event.namespace())
                .append(event.source())
                .append(event.contentType());
        headers.forEach(header -> all.append(header.name()).append(header.value()));
        return all.indexOf("\uFFFD") < 0 && new String(all.toString().getBytes(UTF_8), UTF_8).contentEquals(all);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }
}
