package io.sluice.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.AttributeKey;
import io.sluice.core.event.EventId;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;

/**
 * Writes the id of an accepted event over the zeros that stand in its answer. All accepted events are answered with the same header fields
 * but for that one, so they are made once for all of them, with an id of zeros; what is an event's own is put in when the answer is bytes
 * already. One for each connection, used by its event loop alone.
 */
final class EventIdStamp extends ChannelOutboundHandlerAdapter {
    static final String NAME = "X-Event-Id";
    /** What the answer is made with. */
    static final String ZEROS = new EventId(0, 0).toString();

    private static final AttributeKey<EventIdStamp> KEY = AttributeKey.valueOf(EventIdStamp.class, "of");
    private static final byte[] FIELD = ("\r\n" + NAME + ": ").getBytes(StandardCharsets.US_ASCII);
    private static final ByteBuf NEEDLE =
            Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(FIELD).asReadOnly());
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final short[] PAIRS = pairs();

    /** The id that goes into the answer that is written next; null when that is none to an accepted event. */
    private EventId id;
    /** Where in the answer the line before the field ends. */
    private int fieldAt;

    private static short[] pairs() {
        short[] pairs = new short[256];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (short) ((DIGITS[i >> 4] << 8) | DIGITS[i & 0xF]);
        }
        return pairs;
    }

    /** That of a connection. */
    static EventIdStamp of(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channel();
        EventIdStamp stamp = channel.attr(KEY).get();
        if (stamp == null) {
            stamp = new EventIdStamp();
            channel.attr(KEY).set(stamp);
            channel.pipeline().addBefore("httpEncoder", "eventId", stamp);
        }
        return stamp;
    }

    /**
     * The next answer on this connection is that to this event.
     *
     * @param at where in the answer the line before the field ends
     */
    void next(EventId accepted, int at) {
        id = accepted;
        fieldAt = at;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        // An answer may wait until the sender has read the one before, and a 100 (Continue) may go first.
        if (id != null && message instanceof ByteBuf answer) {
            int field = fieldIn(answer);
            if (field >= 0) {
                write(answer, field + FIELD.length, id);
                id = null;
            }
        }
        var _ = context.write(message, promise); // whoever wrote hears by the promise
    }

    /** Where the field begins, -1 when it is not there. It stands elsewhere when the stack orders fields in another way. */
    private int fieldIn(ByteBuf answer) {
        int expected = answer.readerIndex() + fieldAt;
        return isFieldAt(answer, expected) ? expected : ByteBufUtil.indexOf(NEEDLE, answer);
    }

    private static boolean isFieldAt(ByteBuf answer, int at) {
        if (answer.writerIndex() - at < FIELD.length + ZEROS.length()) {
            return false;
        }
        for (int i = 0; i < FIELD.length; i++) {
            if (answer.getByte(at + i) != FIELD[i]) {
                return false;
            }
        }
        return true;
    }

    /** The hyphens are there already. */
    private static void write(ByteBuf target, int at, EventId id) {
        pairs(target, at, id.high(), 56, 4);
        pairs(target, at + 9, id.high(), 24, 2);
        pairs(target, at + 14, id.high(), 8, 2);
        pairs(target, at + 19, id.low(), 56, 2);
        pairs(target, at + 24, id.low(), 40, 6);
    }

    private static void pairs(ByteBuf target, int at, long bits, int shift, int count) {
        for (int i = 0; i < count; i++) {
            target.setShort(at + 2 * i, PAIRS[(int) ((bits >>> (shift - 8 * i)) & 0xFF)]);
        }
    }
}
