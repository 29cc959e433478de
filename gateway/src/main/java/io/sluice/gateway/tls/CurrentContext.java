package io.sluice.gateway.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.sluice.gateway.http.OpenConnections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

/** Begins each new connection with the credentials of its moment. */
@SuppressWarnings("deprecation") // the context of Netty has a method of a deprecated type, which every one must have
final class CurrentContext extends SslContext {
    private final Supplier<Credentials> current;
    private final OpenConnections connections;
    private final Handshakes handshakes;

    CurrentContext(Supplier<Credentials> current, OpenConnections connections, Handshakes handshakes) {
        this.current = current;
        this.connections = connections;
        this.handshakes = handshakes;
    }

    private SslContext context() {
        return current.get().context();
    }

    @Override
    public boolean isClient() {
        return false;
    }

    @Override
    public List<String> cipherSuites() {
        return context().cipherSuites();
    }

    @Override
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return context().applicationProtocolNegotiator();
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator memory) {
        return context().newEngine(memory);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator memory, String peerHost, int peerPort) {
        return context().newEngine(memory, peerHost, peerPort);
    }

    @Override
    public SSLSessionContext sessionContext() {
        return context().sessionContext();
    }

    /** Computes on threads of ours, not where it is told. */
    @Override
    protected SslHandler newHandler(ByteBufAllocator memory, boolean startTls, Executor ignored) {
        Credentials now = current.get();
        return new HandshakeHandler(
                now.context().newEngine(memory), startTls, handshakes.threads(), now, connections, handshakes);
    }

    @Override
    protected SslHandler newHandler(
            ByteBufAllocator memory, String peerHost, int peerPort, boolean startTls, Executor ignored) {
        return newHandler(memory, startTls, ignored);
    }
}
