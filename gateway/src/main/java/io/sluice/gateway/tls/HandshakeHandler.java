package io.sluice.gateway.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import io.sluice.gateway.http.OpenConnections;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;

/** TLS of one connection. It counts from its first moment, not from its handshake, or those who never finish one would have no bound. */
final class HandshakeHandler extends SslHandler {
    private final Credentials credentials;
    private final OpenConnections connections;
    private final Handshakes handshakes;
    private Channel channel;
    private ClientCertificates certificates;

    HandshakeHandler(
            SSLEngine engine,
            boolean startTls,
            Executor beside,
            Credentials credentials,
            OpenConnections connections,
            Handshakes handshakes) {
        super(engine, startTls, beside);
        this.credentials = credentials;
        this.connections = connections;
        this.handshakes = handshakes;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // that the channel closes is listened to
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        boolean room = connections.opened();
        channel = context.channel();
        certificates = ClientCertificates.of(channel, engine());
        handshakes.begun(this);
        channel.closeFuture().addListener(_ -> {
            connections.closed();
            handshakes.gone(this);
        });
        handshakeFuture().addListener(handshake -> {
            if (!handshake.isSuccess() && room) {
                handshakes.failed(handshake.cause());
            }
        });
        super.handlerAdded(context);
        if (!room) {
            context.close(); // without a word of TLS
        }
    }

    /**
     * Others count from now on. A handshake that is under way with those of before begins anew on another connection; one that is over is
     * judged again.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it closes, or is closed already
    void judgeAgain(Credentials now) {
        if (now == credentials) {
            return;
        }
        if (!handshakeFuture().isSuccess()) {
            channel.close();
        } else if (!now.trusts(certificates.shown())) {
            certificates.distrust();
        }
    }
}
