package io.sluice.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.sluice.bench.wire.AnswerParser;
import io.sluice.bench.wire.MalformedAnswer;
import io.sluice.bench.wire.Target;
import io.vertx.core.Future;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;

/**
 * One connection with at most one request under way, made again when it breaks. Vert.x makes and secures the connection; the
 * bytes go through a channel handler in front of its own, which spares a copy and a dispatch for each answer.
 */
final class Sender {
    /** Between a connection that broke or failed and the next try, so that a dead server is not hammered. */
    private static final long RECONNECT_MILLIS = 50;

    private final Target target;
    private final LoadLoop loop;
    private final NetClient client;
    private final AnswerParser parser = new AnswerParser();
    private Lane lane;
    private ChannelHandlerContext channel;
    private long intended;
    private long sentAt;
    private boolean busy;
    private boolean retired;

    Sender(Target target, LoadLoop loop, NetClient client) {
        this.target = target;
        this.loop = loop;
        this.client = client;
    }

    /** Connects ahead of the load's start; a failure shows when the load runs. */
    Future<?> prepare() {
        return client.connect(target.port(), target.host())
                .onSuccess(this::attach)
                .otherwiseEmpty();
    }

    /** Joins the lane and takes its first request. */
    void begin(Lane joined, long now) {
        lane = joined;
        if (channel == null) {
            connect();
        } else {
            lane.ready(this, now);
        }
    }

    void send(long number, long due, long now) {
        intended = due;
        sentAt = now;
        busy = true;
        var _ = channel.writeAndFlush(lane.encoder().encode(channel.alloc(), number), channel.voidPromise());
    }

    /** Fails the request under way when it was sent before that time. */
    void expire(long sentBefore, long now) {
        if (busy && sentAt - sentBefore < 0) {
            broken("timeout", now);
        }
    }

    void connectLater() {
        drop();
        loop.after(RECONNECT_MILLIS, this::connect);
    }

    void close() {
        retired = true;
        drop();
    }

    private void connect() {
        client.connect(target.port(), target.host())
                .onComplete(
                        this::connected,
                        failure -> lane.unreachable(this, ErrorKind.ofConnect(failure), System.nanoTime()));
    }

    private void connected(NetSocket socket) {
        if (retired) {
            socket.close();
        } else {
            attach(socket);
            lane.ready(this, System.nanoTime());
        }
    }

    private void attach(NetSocket socket) {
        ChannelHandlerContext end = ((NetSocketInternal) socket).channelHandlerContext();
        end.pipeline().addBefore(end.name(), "answers", new Answers());
        channel = end.pipeline().context("answers");
        parser.reset();
    }

    private void answered(long now) {
        busy = false;
        int status = parser.status();
        if (status >= 200 && status < 300) {
            lane.tally().success(intended, now);
            if (parser.hasEventId()) {
                lane.tally().acknowledged(parser.eventHigh(), parser.eventLow());
            } else {
                lane.tally().acknowledgedWithoutId();
            }
        } else {
            lane.tally().failure("HTTP " + status, now);
        }
    }

    private void broken(String kind, long now) {
        if (lane == null) {
            drop(); // before the load began
        } else if (busy) {
            busy = false;
            lane.tally().failure(kind, now);
            connectLater();
        } else {
            lane.lost(this);
        }
    }

    private void drop() {
        ChannelHandlerContext old = channel;
        channel = null;
        if (old != null) {
            ((Answers) old.handler()).dropped = true;
            var _ = old.close();
        }
    }

    /** Reads answers off the channel. What comes after the connection was dropped is nobody's. */
    private final class Answers extends ChannelInboundHandlerAdapter {
        private String cause = "connection closed";
        private boolean dropped;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            try {
                if (!dropped) {
                    read(bytes);
                }
            } catch (MalformedAnswer malformed) {
                broken("malformed answer: " + malformed.getMessage(), System.nanoTime());
            } finally {
                bytes.release();
            }
        }

        private void read(ByteBuf bytes) throws MalformedAnswer {
            if (!busy) {
                broken("unasked bytes", System.nanoTime());
            } else if (parser.read(bytes)) {
                long now = System.nanoTime();
                answered(now);
                if (parser.keepAlive() && !bytes.isReadable()) {
                    lane.ready(Sender.this, now);
                } else {
                    drop();
                    connect();
                }
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (!dropped) {
                long now = System.nanoTime();
                if (busy && parser.closed()) {
                    answered(now);
                    drop();
                    connect();
                } else {
                    broken(cause, now);
                }
            }
            context.fireChannelInactive();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            cause = ErrorKind.ofConnection(failure);
            var _ = context.close();
        }
    }
}
