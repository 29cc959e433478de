package io.sluice.gateway.control;

import io.sluice.core.event.EventId;
import io.sluice.gateway.control.QuarantineOrder.Action;
import io.sluice.gateway.recorded.Released;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes over the socket, big-endian. An order: version, action, webhook, number of ids, ids. An answer: for each request 'R', its
 * id, webhook, outcome and why; then 'Z', or 'E' and a message. A text is its length and UTF-8.
 */
final class OrderFrames {
    private static final int VERSION = 1;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int MOST_IDS = 1_000_000;

    private OrderFrames() {}

    /** The other side's own words why it does not do it. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /** Who hears of each request as it is decided. */
    interface Listener {
        void hear(Released released);
    }

    static void write(DataOutputStream out, QuarantineOrder order) throws IOException {
        out.writeInt(VERSION);
        text(out, order.action().name());
        text(out, order.webhook());
        out.writeInt(order.ids().size());
        for (String id : order.ids()) {
            text(out, id);
        }
        out.flush();
    }

    static QuarantineOrder readOrder(DataInputStream in) throws IOException {
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("the order is in version " + version + " of the protocol; this is " + VERSION);
        }
        Action action = constant(Action.class, text(in));
        String webhook = text(in);
        int count = in.readInt();
        if (count < 0 || count > MOST_IDS) {
            throw new IOException("an order for " + count + " requests is not taken");
        }
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(text(in));
        }
        return new QuarantineOrder(action, webhook, ids);
    }

    static void tell(DataOutputStream out, Released released) throws IOException {
        out.writeByte('R');
        text(out, released.id().toString());
        text(out, released.webhook());
        text(out, released.outcome().name());
        text(out, released.why());
        out.flush();
    }

    static void end(DataOutputStream out) throws IOException {
        out.writeByte('Z');
        out.flush();
    }

    static void refuse(DataOutputStream out, String message) throws IOException {
        out.writeByte('E');
        text(out, message);
        out.flush();
    }

    /** @throws Refused when the answer is a message */
    static void readAnswers(DataInputStream in, Listener listener) throws IOException, Refused {
        byte kind = in.readByte();
        while (kind == 'R') {
            listener.hear(new Released(
                    EventId.parse(text(in)), text(in), constant(Released.Outcome.class, text(in)), text(in)));
            kind = in.readByte();
        }
        if (kind != 'Z') {
            throw new Refused(text(in));
        }
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) throws IOException {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException unknown) {
            throw new IOException("the other side is of another version: it says " + name, unknown);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST_TEXT) {
            throw new IOException("a text of " + length + " bytes is not taken");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the other side went away in the middle of a text");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
