package io.sluice.gateway.tls;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * The certificates that the sender of one connection has shown in its handshake. They chained to an authority of ours then; when the
 * authorities change, {@link #distrust} takes the word back. Read from the session once.
 */
public final class ClientCertificates {
    private static final AttributeKey<ClientCertificates> KEY = AttributeKey.valueOf("sluice.client.certificates");

    private final SSLEngine engine;
    /** Null until somebody has asked. */
    private volatile List<X509Certificate> shown;

    private ClientCertificates(SSLEngine engine) {
        this.engine = engine;
    }

    static ClientCertificates of(Channel channel, SSLEngine engine) {
        ClientCertificates certificates = new ClientCertificates(engine);
        channel.attr(KEY).set(certificates);
        return certificates;
    }

    /** Those of a connection, the sender's own first; none when it has shown none, or is in clear text. */
    public static List<X509Certificate> of(HttpConnection connection) {
        if (!(connection instanceof ConnectionBase base)) {
            return List.of();
        }
        ClientCertificates certificates = base.channel().attr(KEY).get();
        return certificates == null ? List.of() : certificates.shown();
    }

    /** Asked only after the handshake. */
    List<X509Certificate> shown() {
        List<X509Certificate> known = shown;
        return known == null ? read() : known;
    }

    private synchronized List<X509Certificate> read() {
        if (shown == null) {
            List<X509Certificate> found = new ArrayList<>();
            try {
                for (Certificate certificate : engine.getSession().getPeerCertificates()) {
                    found.add((X509Certificate) certificate);
                }
            } catch (SSLPeerUnverifiedException none) {
                found.clear();
            }
            shown = List.copyOf(found);
        }
        return shown;
    }

    /** From now on it is as if the sender had shown none. */
    synchronized void distrust() {
        shown = List.of();
    }
}
