package io.sluice.stores.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.CompressionMethod;
import com.clickhouse.client.api.DataStreamWriter;
import com.clickhouse.client.api.command.CommandSettings;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import io.sluice.core.config.ClickHouseConnection;
import io.sluice.core.store.Rows;
import io.sluice.core.store.StoreException;
import io.sluice.stores.schema.Migrations;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A ClickHouse server and the database used there. The client is built, and the schema brought up to date, by the first call that
 * needs them. A call that fails is not repeated here: its caller knows what repeating would mean. Thread-safe.
 */
public final class ClickHouseDatabase implements AutoCloseable {
    private static final long CONNECT_MILLIS = 3_000;
    /** Who asks whether the server is there does not want to wait as long as for a count over everything. */
    private static final long PING_MILLIS = 3_000;

    private final ClickHouseConnection connection;
    private final long answerMillis;
    private final Failures failures;
    private final ReentrantLock lock = new ReentrantLock();
    private Client client;
    private boolean upToDate;

    /** Waits at most 30 seconds for an answer. */
    public ClickHouseDatabase(ClickHouseConnection connection) {
        this(connection, 30_000);
    }

    /** @param answerMillis the longest wait for an answer */
    public ClickHouseDatabase(ClickHouseConnection connection, long answerMillis) {
        this.connection = connection;
        this.answerMillis = answerMillis;
        this.failures = new Failures(connection);
    }

    /**
     * Runs a statement that returns no rows, the schema being up to date.
     *
     * @throws StoreException with the server's message
     */
    public void execute(String sql) throws StoreException {
        bringUpToDate();
        run(sql, connection.database());
    }

    /**
     * Runs a query and reads all of its answer up to a number of rows, the schema being up to date.
     *
     * @param settings of the server, for this query
     */
    public Rows query(String sql, Map<String, String> settings, int limit) throws StoreException {
        bringUpToDate();
        return ask(sql, settings, limit, answerMillis);
    }

    /**
     * Sends one block of rows. Returns when the server has confirmed them.
     *
     * @param format what the writer writes
     * @param settings of the server, for this insert
     */
    public void insert(
            String table,
            List<String> columns,
            ClickHouseFormat format,
            Map<String, String> settings,
            DataStreamWriter writer)
            throws StoreException {
        bringUpToDate();
        InsertSettings options = new InsertSettings();
        settings.forEach(options::serverSetting);
        try (var answer =
                client().insert(table, columns, writer, format, options).get(answerMillis, TimeUnit.MILLISECONDS)) {
            answer.getWrittenRows();
        } catch (Exception failed) {
            throw refused(failed, answerMillis);
        }
    }

    /** Asks whether the server answers, the schema being up to date. */
    public void ping() throws StoreException {
        bringUpToDate();
        ask("SELECT 1", Map.of(), 1, Math.min(PING_MILLIS, answerMillis));
    }

    /** The official client, for what has no method here; opened with this server's address and credentials. */
    public Client client() {
        lock.lock();
        try {
            if (client == null) {
                client = new Client.Builder()
                        .addEndpoint((connection.tls() ? "https://" : "http://") + connection.host() + ":"
                                + connection.httpPort())
                        .setUsername(connection.user())
                        .setPassword(connection.password())
                        .setDefaultDatabase(connection.database())
                        .setClientName("sluice")
                        .compressClientRequest(true)
                        .compressionMethod(CompressionMethod.LZ4) // takes a third of the CPU that ZSTD takes here
                        .compressServerResponse(true)
                        .setMaxRetries(0)
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setSocketTimeout(answerMillis)
                        .setKeepAliveTimeout(3, ChronoUnit.SECONDS)
                        .build();
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    /** Makes the database and takes the steps of the schema that were not taken yet; does nothing once that has succeeded. */
    private void bringUpToDate() throws StoreException {
        lock.lock();
        try {
            if (!upToDate) {
                Migrations.of("clickhouse")
                        .bringUpToDate(new ClickHouseSchema(
                                this::run, (sql, limit) -> ask(sql, Map.of(), limit, answerMillis), connection));
                upToDate = true;
            }
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("try") // closing an answer may be interrupted; refused() keeps that in mind
    private void run(String sql, String database) throws StoreException {
        CommandSettings options = new CommandSettings();
        options.setDatabase(database);
        try (var answer = client().execute(sql, Map.of(), options).get(answerMillis, TimeUnit.MILLISECONDS)) {
            answer.getWrittenRows();
        } catch (Exception failed) {
            throw refused(failed, answerMillis);
        }
    }

    @SuppressWarnings("try") // closing an answer may be interrupted; refused() keeps that in mind
    private Rows ask(String sql, Map<String, String> settings, int limit, long millis) throws StoreException {
        QuerySettings options = new QuerySettings().setFormat(ClickHouseFormat.JSONCompactEachRowWithNamesAndTypes);
        Answer.SETTINGS.forEach(options::serverSetting);
        settings.forEach(options::serverSetting);
        try (QueryResponse answer = client().query(sql, options).get(millis, TimeUnit.MILLISECONDS)) {
            return Answer.read(answer.getInputStream(), limit);
        } catch (Exception failed) {
            throw refused(failed, millis);
        }
    }

    private StoreException refused(Exception failed, long millis) {
        if (failed instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return failed instanceof TimeoutException ? failures.silent(millis, failed) : failures.of(failed, millis);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (client != null) {
                client.close();
                client = null;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return connection.toString();
    }
}
