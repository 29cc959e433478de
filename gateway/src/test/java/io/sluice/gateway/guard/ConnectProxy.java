package io.sluice.gateway.guard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;

/**
 * A proxy that takes {@code CONNECT}, on real sockets. Whatever address it is asked for, it connects to one server of the test, which stands for
 * the Internet.
 */
public final class ConnectProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final InetSocketAddress internet;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private volatile IntFunction<String> refusals = _ -> "";

    public ConnectProxy(int internet) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.internet = new InetSocketAddress(InetAddress.getLoopbackAddress(), internet);
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** The heads of the requests that it got, in order. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    /** Answers from now on so, by the number of the request from 1; where that is empty, it makes a tunnel. */
    public void refuses(IntFunction<String> answers) {
        refusals = answers;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                head.append((char) next);
            }
            heads.add(head.toString());
            String refusal = refusals.apply(heads.size());
            if (!refusal.isEmpty()) {
                client.getOutputStream().write(refusal.getBytes(ISO_8859_1));
                return;
            }
            tunnel(client);
        } catch (IOException ended) { // by either side: the test looks at what came of it
        } finally {
            open.remove(client);
        }
    }

    private void tunnel(Socket client) throws IOException {
        try (Socket server = new Socket()) {
            open.add(server);
            server.connect(internet);
            client.getOutputStream().write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(ISO_8859_1));
            Thread.ofVirtual().start(() -> pump(server, client));
            pump(client, server);
            open.remove(server);
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
            to.shutdownOutput();
        } catch (IOException ended) { // by either side
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
