package io.sluice.core.local;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Talks with other processes of the same user on a {@link LocalSocket}: a virtual thread for each connection. */
public final class LocalServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LocalServer.class.getName());

    /** What is said on one connection, which is closed behind it. */
    @FunctionalInterface
    public interface Conversation {
        /** @throws IOException when the other side went away or does not keep to the protocol */
        void hold(DataInputStream in, DataOutputStream out) throws IOException;
    }

    private final LocalSocket socket;
    private final Conversation conversation;
    private final ServerSocketChannel listening;
    private final Thread accepting;

    private LocalServer(LocalSocket socket, Conversation conversation, ServerSocketChannel listening) {
        this.socket = socket;
        this.conversation = conversation;
        this.listening = listening;
        this.accepting = Thread.ofVirtual().name("local-socket").start(this::accept);
    }

    /**
     * Listens at the socket of that name of a data folder. One left by a process that died is replaced.
     *
     * @throws IOException when another process answers there, or the socket cannot be made
     */
    public static LocalServer listen(Path data, String name, Conversation conversation) throws IOException {
        LocalSocket socket = LocalSocket.of(data, name);
        return new LocalServer(socket, conversation, socket.listen());
    }

    private void accept() {
        while (listening.isOpen()) {
            try {
                SocketChannel asking = listening.accept();
                Thread.ofVirtual().name("local-conversation").start(() -> answer(asking));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException failed) {
                LOG.log(Level.WARNING, "{0} does not answer any more: {1}", this, failed.getMessage());
                return;
            }
        }
    }

    private void answer(SocketChannel asking) {
        try (asking;
                DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(asking)));
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(asking)))) {
            conversation.hold(in, out);
        } catch (IOException gone) {
            LOG.log(Level.DEBUG, "{0}: a question was not answered: {1}", this, gone.getMessage());
        }
    }

    /** Listens no more and removes the socket. */
    @Override
    public void close() {
        try {
            listening.close();
            accepting.join();
            socket.remove();
        } catch (IOException left) {
            LOG.log(Level.DEBUG, "{0} could not be removed: {1}", this, left.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "the socket " + socket.address();
    }
}
