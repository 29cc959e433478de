package io.sluice.bench.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between a client and a server on the loopback address, so that a fault of the network between them really happens: above
 * all, that a request was carried out and its answer got lost. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final ServerSocket listener;
    private final int target;
    private final byte[] marked;
    private final Duration delay;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong answersLost = new AtomicLong();
    private volatile Network network = Network.SOUND;

    /**
     * Listens on a free port.
     *
     * @param target port of the server on the loopback address
     * @param marked a request with this text in it loses its answer under {@link Network#ANSWER_LOST}
     * @param delay of every piece under {@link Network#SLOW}
     */
    public TcpProxy(int target, String marked, Duration delay) throws IOException {
        this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        this.target = target;
        this.marked = marked.getBytes(StandardCharsets.US_ASCII);
        this.delay = delay;
        Thread.ofVirtual().name("proxy-" + listener.getLocalPort()).start(this::accept);
    }

    /** Where clients connect to. */
    public int port() {
        return listener.getLocalPort();
    }

    /** From now on. Connections that were silent are cut when that ends: what was swallowed will not come any more. */
    public void become(Network next) {
        Network before = network;
        network = next;
        if (next == Network.CUT || before == Network.SILENT) {
            connections.forEach(Connection::reset);
        }
    }

    Network network() {
        return network;
    }

    Duration delay() {
        return delay;
    }

    byte[] marked() {
        return marked;
    }

    /** How many answers were cut off so far. */
    public long answersLost() {
        return answersLost.get();
    }

    void countLostAnswer() {
        answersLost.incrementAndGet();
    }

    void forget(Connection connection) {
        connections.remove(connection);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (network == Network.CUT) {
                    Connection.reset(client);
                    continue;
                }
                Connection connection = new Connection(this, client);
                connections.add(connection);
                Thread.ofVirtual().start(connection::run);
            } catch (IOException closed) {
                // Either this proxy is closed, or one client went before it was accepted.
            }
        }
    }

    Socket connect() throws IOException {
        Socket server = new Socket();
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        return server;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        connections.forEach(Connection::reset);
    }
}
