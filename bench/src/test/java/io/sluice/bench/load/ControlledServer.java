package io.sluice.bench.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A plain HTTP server on a free port whose every answer the test decides, at the time it wants. */
final class ControlledServer implements AutoCloseable {
    /** Answers one request. */
    interface Behaviour {
        /**
         * @param number of the request, from 1
         * @return the answer as text; empty closes the connection
         */
        String answer(int number) throws InterruptedException;
    }

    private final ServerSocket server;
    private final Behaviour behaviour;
    private final AtomicInteger requests = new AtomicInteger();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    ControlledServer(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static String ok() {
        return "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/hook");
    }

    int requests() {
        return requests.get();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream()) {
            while (readRequest(in)) {
                String answer = behaviour.answer(requests.incrementAndGet());
                if (answer.isEmpty()) {
                    return;
                }
                out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (IOException | InterruptedException over) {
            // the client went, or the test is over
        }
    }

    /** Reads one request with a Content-Length; false at the end of the connection. */
    private static boolean readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return false;
            }
            head.append((char) b);
        }
        String name = "Content-Length: ";
        int at = head.indexOf(name) + name.length();
        int length = Integer.parseInt(head.substring(at, head.indexOf("\r\n", at)));
        return in.readNBytes(length).length == length;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
