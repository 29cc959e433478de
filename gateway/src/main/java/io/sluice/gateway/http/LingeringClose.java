package io.sluice.gateway.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection in such a way that the sender can read the answer, although it is still sending: first our direction alone, the
 * other one when the sender has closed too, goes on for long, or two seconds later (RFC 9112, section 9.6). To close at once would reset the connection, and
 * a reset throws away what the sender has not read yet.
 */
final class LingeringClose extends ChannelOutboundHandlerAdapter {
    private static final int SECONDS = 2;

    private final RequestDecoder decoder;
    private boolean closing;

    LingeringClose(RequestDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, and that is listened to
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        Channel channel = context.channel();
        if (closing || !decoder.expectsMore() || !(channel instanceof DuplexChannel duplex) || !channel.isActive()) {
            context.close(promise);
            return;
        }
        closing = true;
        decoder.linger();
        duplex.shutdownOutput();
        channel.config().setAutoRead(true);
        ScheduledFuture<?> limit = context.executor().schedule(() -> context.close(), SECONDS, TimeUnit.SECONDS);
        channel.closeFuture().addListener((ChannelFutureListener) _ -> {
            limit.cancel(false);
            promise.trySuccess();
        });
    }
}
