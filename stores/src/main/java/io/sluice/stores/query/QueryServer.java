package io.sluice.stores.query;

import io.sluice.core.store.EventStore;
import io.sluice.core.store.StoreException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Answers the questions of other processes of the same user about a store that this process holds, on a Unix-domain socket that only
 * its owner can open. One question a connection, a virtual thread each; what the store does not let a query do cannot be done here.
 */
public final class QueryServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(QueryServer.class.getName());

    private final EventStore store;
    private final UnixDomainSocketAddress address;
    private final ServerSocketChannel listening;
    private final Thread accepting;

    private QueryServer(EventStore store, UnixDomainSocketAddress address, ServerSocketChannel listening) {
        this.store = store;
        this.address = address;
        this.listening = listening;
        this.accepting = Thread.ofVirtual().name("query-socket").start(this::accept);
    }

    /**
     * Listens for questions about the store of a data folder. A socket left by a process that died is replaced.
     *
     * @throws IOException when another process answers there, or the socket cannot be made
     */
    public static QueryServer listen(Path data, EventStore store) throws IOException {
        UnixDomainSocketAddress address = QuerySocket.of(data);
        try (SocketChannel other = QuerySocket.connect(data).orElse(null)) {
            if (other != null) {
                throw new IOException("another process answers at " + address);
            }
        }
        Files.deleteIfExists(address.getPath());
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            listening.bind(address);
            Files.setPosixFilePermissions(address.getPath(), PosixFilePermissions.fromString("rw-------"));
            return new QueryServer(store, address, listening);
        } catch (IOException failed) {
            listening.close();
            throw failed;
        }
    }

    private void accept() {
        while (listening.isOpen()) {
            try {
                SocketChannel asking = listening.accept();
                Thread.ofVirtual().name("query").start(() -> answer(asking));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException failed) {
                LOG.log(Level.WARNING, "the query socket does not answer any more: {0}", failed.getMessage());
                return;
            }
        }
    }

    private void answer(SocketChannel asking) {
        try (asking;
                DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(asking)));
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(asking)))) {
            Frames.Question question = Frames.readQuestion(in);
            try {
                Frames.answer(out, store.query(question.sql(), question.limit()));
            } catch (StoreException refused) {
                Frames.refuse(out, refused.getMessage());
            }
        } catch (IOException gone) {
            LOG.log(Level.DEBUG, "a question was not answered: {0}", gone.getMessage());
        }
    }

    /** Listens no more and removes the socket. */
    @Override
    public void close() {
        try {
            listening.close();
            accepting.join();
            Files.deleteIfExists(address.getPath());
        } catch (IOException left) {
            LOG.log(Level.DEBUG, "the query socket could not be removed: {0}", left.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "query socket " + address;
    }
}
