package io.sluice.destinations.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that reads requests and sends whatever a test wants, which need not be HTTP. Silent until it is told. */
final class WireServer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *([0-9]+)\r\n");

    /** Says something on a connection; false ends it. */
    private interface Speech {
        boolean say(int number, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<String> heads = new ConcurrentLinkedQueue<>();
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Speech speech = (_, _) -> {
        closed.await();
        return false;
    };

    WireServer() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Connections that were made so far. */
    int connections() {
        return connections.get();
    }

    /** The heads of all requests, with their line ends. */
    Queue<String> heads() {
        return heads;
    }

    /** The bodies of all requests, a character for each byte. */
    Queue<String> bodies() {
        return bodies;
    }

    /** What the server sends for the first, second, ... request. */
    void answers(IntFunction<String> answer) {
        speech = (number, out) -> {
            out.write(answer.apply(number).getBytes(ISO_8859_1));
            return true;
        };
    }

    void answersAndCloses(String answer) {
        speech = (_, out) -> {
            out.write(answer.getBytes(ISO_8859_1));
            return false;
        };
    }

    /** Sends a beginning and then a byte at a time, so that no single read is long in coming. */
    void drips(String beginning) {
        speech = (_, out) -> {
            out.write(beginning.getBytes(ISO_8859_1));
            while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                out.write('x');
            }
            return false;
        };
    }

    void awaitRequest() throws InterruptedException {
        if (!requested.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("no request came");
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException stopped) {
            closed.countDown();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean more = true;
            while (more) {
                String head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                Matcher length = LENGTH.matcher(head);
                int size = length.find() ? Integer.parseInt(length.group(1)) : 0;
                bodies.add(new String(in.readNBytes(size), ISO_8859_1));
                heads.add(head);
                requested.countDown();
                more = speech.say(requests.incrementAndGet(), socket.getOutputStream());
            }
        } catch (IOException gone) {
            open.remove(socket);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
