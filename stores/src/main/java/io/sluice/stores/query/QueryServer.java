package io.sluice.stores.query;

import io.sluice.core.local.LocalServer;
import io.sluice.core.store.EventStore;
import io.sluice.core.store.StoreException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Answers the questions of other processes of the same user about a store that this process holds, on a Unix-domain socket that only
 * its owner can open. One question a connection, a virtual thread each; what the store does not let a query do cannot be done here.
 */
public final class QueryServer implements AutoCloseable {
    private final LocalServer server;

    private QueryServer(LocalServer server) {
        this.server = server;
    }

    /**
     * Listens for questions about the store of a data folder. A socket left by a process that died is replaced.
     *
     * @throws IOException when another process answers there, or the socket cannot be made
     */
    public static QueryServer listen(Path data, EventStore store) throws IOException {
        return new QueryServer(LocalServer.listen(data, QuerySocket.NAME, (in, out) -> answer(store, in, out)));
    }

    private static void answer(EventStore store, DataInputStream in, DataOutputStream out) throws IOException {
        Frames.Question question = Frames.readQuestion(in);
        try {
            Frames.answer(out, store.query(question.sql(), question.limit()));
        } catch (StoreException refused) {
            Frames.refuse(out, refused.getMessage());
        }
    }

    /** Listens no more and removes the socket. */
    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return server.toString();
    }
}
