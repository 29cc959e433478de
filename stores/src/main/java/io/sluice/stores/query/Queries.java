package io.sluice.stores.query;

import io.sluice.core.config.ClickHouseConnection;
import io.sluice.core.store.Rows;
import io.sluice.core.store.StoreException;
import io.sluice.stores.EventStores;
import io.sluice.stores.duckdb.DuckDbDatabase;
import io.sluice.stores.duckdb.DuckDbQuery;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Questions of a process that serves nothing itself: put to ClickHouse where the connections name one, else to the process that holds
 * the data folder's embedded store, when one answers; else to the file itself, which is then opened for reading.
 */
public final class Queries implements AutoCloseable {

    /** Whoever answers. */
    private interface Answering {
        Rows query(String sql, int limit) throws StoreException;
    }

    private final Answering answering;
    private final Runnable closing;

    private Queries(Answering answering, Runnable closing) {
        this.answering = answering;
        this.closing = closing;
    }

    /**
     * @param clickHouse of the gateway's connections
     * @param data the data folder, looked at when there is no ClickHouse
     * @throws StoreException when there is no store in it
     */
    public static Queries open(Optional<ClickHouseConnection> clickHouse, Path data) throws StoreException {
        if (clickHouse.isEmpty()) {
            return open(data);
        }
        EventStores stores = EventStores.open(clickHouse, data, 0, InstantSource.system());
        return new Queries(stores.events()::query, stores::close);
    }

    /**
     * @param data the data folder
     * @throws StoreException when there is no store in it
     */
    public static Queries open(Path data) throws StoreException {
        if (!Files.isDirectory(data)) {
            throw new StoreException("there is no data folder " + data + ": name the gateway's with --data", null);
        }
        try (SocketChannel gateway = QuerySocket.of(data).connect().orElse(null)) {
            if (gateway != null) {
                return new Queries((sql, limit) -> ask(data, new Frames.Question(sql, limit)), () -> {});
            }
        } catch (IOException failed) {
            throw new StoreException("the gateway of " + data + " cannot be asked: " + failed.getMessage(), failed);
        }
        Path store = data.resolve(EventStores.FILE);
        if (!Files.exists(store)) {
            throw new StoreException("there is no event log in " + data + " yet: no event was ever stored there", null);
        }
        DuckDbDatabase file = DuckDbDatabase.readOnly(store);
        return new Queries(new DuckDbQuery(file)::run, file::close);
    }

    /**
     * Runs one statement that reads.
     *
     * @param limit the most rows returned
     * @throws StoreException with the store's message when the statement is refused
     */
    public Rows query(String sql, int limit) throws StoreException {
        return answering.query(sql, limit);
    }

    private static Rows ask(Path data, Frames.Question question) throws StoreException {
        try (SocketChannel gateway = QuerySocket.of(data)
                        .connect()
                        .orElseThrow(() -> new IOException("it is not running any more"));
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(gateway)));
                DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(gateway)))) {
            Frames.ask(out, question);
            return Frames.readAnswer(in);
        } catch (Frames.Refused refused) {
            throw new StoreException(refused.getMessage(), refused);
        } catch (IOException failed) {
            throw new StoreException("the gateway of " + data + " gave no answer: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        closing.run();
    }
}
