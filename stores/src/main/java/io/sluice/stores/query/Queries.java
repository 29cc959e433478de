package io.sluice.stores.query;

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
import java.util.Optional;

/**
 * Questions to the embedded store of a data folder: put to the process that holds it, when one answers; else to the file itself, which
 * is then opened for reading.
 */
public final class Queries implements AutoCloseable {
    private final Path data;
    /** Empty when another process is asked. */
    private final Optional<DuckDbDatabase> file;

    private Queries(Path data, Optional<DuckDbDatabase> file) {
        this.data = data;
        this.file = file;
    }

    /**
     * @param data the data folder
     * @throws StoreException when there is no store in it
     */
    public static Queries open(Path data) throws StoreException {
        if (!Files.isDirectory(data)) {
            throw new StoreException("there is no data folder " + data + ": name the gateway's with --data", null);
        }
        try (SocketChannel answering = QuerySocket.connect(data).orElse(null)) {
            if (answering != null) {
                return new Queries(data, Optional.empty());
            }
        } catch (IOException failed) {
            throw new StoreException("the gateway of " + data + " cannot be asked: " + failed.getMessage(), failed);
        }
        Path store = data.resolve(EventStores.FILE);
        if (!Files.exists(store)) {
            throw new StoreException("there is no event log in " + data + " yet: no event was ever stored there", null);
        }
        return new Queries(data, Optional.of(DuckDbDatabase.readOnly(store)));
    }

    /**
     * Runs one statement that reads.
     *
     * @param limit the most rows returned
     * @throws StoreException with the store's message when the statement is refused
     */
    public Rows query(String sql, int limit) throws StoreException {
        return file.isPresent() ? new DuckDbQuery(file.get()).run(sql, limit) : ask(new Frames.Question(sql, limit));
    }

    private Rows ask(Frames.Question question) throws StoreException {
        try (SocketChannel answering =
                        QuerySocket.connect(data).orElseThrow(() -> new IOException("it is not running any more"));
                DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(answering)));
                DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(answering)))) {
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
        file.ifPresent(DuckDbDatabase::close);
    }
}
