package io.sluice.gateway.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/** A sender with TLS that trusts one authority and may show a certificate. */
final class TlsClient {
    private static final char[] PASSWORD = "test".toCharArray();

    private final SSLContext context;

    TlsClient(Authority trusted, Optional<Authority.Issued> own) throws Exception {
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        roots.setCertificateEntry("root", trusted.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(roots);
        context = SSLContext.getInstance("TLS");
        context.init(own.isPresent() ? keys(own.get()) : null, trust.getTrustManagers(), null);
    }

    private static KeyManager[] keys(Authority.Issued own) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", own.key(), PASSWORD, own.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
        keys.init(store, PASSWORD);
        KeyManager[] managers = keys.getKeyManagers();
        // Shows its certificate whatever authorities the server names, as a careless or hostile sender does.
        return new KeyManager[] {new Insisting((X509ExtendedKeyManager) managers[0])};
    }

    Connection connect(int port, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return new Connection(socket);
    }

    /** The status of one request on a connection of its own. */
    int post(int port, String webhook, String... protocols) throws IOException {
        try (Connection connection = connect(port, protocols)) {
            return connection.post(webhook);
        }
    }

    /** Whether the other side ends the connection; an alert of TLS may come before. */
    static boolean closed(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            in.readAllBytes();
            return true;
        } catch (IOException reset) {
            return !(reset instanceof SocketTimeoutException);
        }
    }

    /** A connection that stays. */
    record Connection(SSLSocket socket) implements AutoCloseable {
        /** The status of the answer. */
        int post(String webhook, String... headers) throws IOException {
            StringBuilder head = new StringBuilder("POST /webhook/" + webhook + " HTTP/1.1\r\nHost: localhost\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            return send(head + "Content-Length: 2\r\n\r\n{}");
        }

        int send(String request) throws IOException {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new IOException("closed after: " + head);
                }
                head.append((char) next);
            }
            String fields = head.toString().toLowerCase(Locale.ROOT);
            int at = fields.indexOf("content-length: ") + 16;
            int length = Integer.parseInt(fields.substring(at, fields.indexOf('\r', at)));
            socket.getInputStream().readNBytes(length);
            return Integer.parseInt(head.substring(9, 12));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
