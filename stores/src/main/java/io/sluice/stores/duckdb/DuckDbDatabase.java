package io.sluice.stores.duckdb;

import io.sluice.core.store.StoreException;
import io.sluice.stores.schema.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;

/**
 * A DuckDB file that this process holds. It is opened, and its schema brought up to date, by the first call that needs it: loading
 * the driver takes most of a second. Thread-safe; a connection it gives out belongs to one thread at a time.
 */
public final class DuckDbDatabase implements AutoCloseable {

    /** What is done with a connection inside one transaction. */
    public interface Work<T> {
        T on(DuckDBConnection connection) throws SQLException;
    }

    private final Path file;
    private final boolean readOnly;
    private final ReentrantLock lock = new ReentrantLock();
    private DuckDBConnection root;
    private boolean closed;

    private DuckDbDatabase(Path file, boolean readOnly) {
        this.file = file;
        this.readOnly = readOnly;
    }

    /** The database in that file, which is made when it is not there. */
    public static DuckDbDatabase of(Path file) {
        return new DuckDbDatabase(file, false);
    }

    /** The database in an existing file, to be read only; its schema is taken as it is. */
    public static DuckDbDatabase readOnly(Path file) {
        return new DuckDbDatabase(file, true);
    }

    /**
     * A connection of its own, to be closed by the caller.
     *
     * @throws StoreException when the file cannot be opened, saying so when another process holds it
     */
    public DuckDBConnection connect() throws StoreException {
        lock.lock();
        try {
            if (closed) {
                throw new StoreException(this + " is closed", null);
            }
            if (root == null) {
                root = open();
            }
            return root.duplicate();
        } catch (SQLException failed) {
            throw refused(failed);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does some work in one transaction: all of it is kept, or nothing.
     *
     * @throws StoreException when it is not certain that it was kept
     */
    public <T> T transaction(Work<T> work) throws StoreException {
        try (DuckDBConnection connection = connect()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failed) {
                rollBack(connection, failed);
                throw failed;
            }
        } catch (SQLException failed) {
            throw refused(failed);
        }
    }

    /** A commit that failed, as on a full disk, has ended its transaction: what then says that there is none must not hide why. */
    private static void rollBack(DuckDBConnection connection, Exception failed) {
        try {
            connection.rollback();
        } catch (SQLException ended) {
            failed.addSuppressed(ended);
        }
    }

    private DuckDBConnection open() throws SQLException, StoreException {
        Properties options = new Properties();
        options.setProperty("autoinstall_known_extensions", "false");
        if (readOnly) {
            options.setProperty("duckdb.read_only", "true");
        }
        Connection opened = DriverManager.getConnection("jdbc:duckdb:" + file.toAbsolutePath(), options);
        DuckDBConnection connection = opened.unwrap(DuckDBConnection.class);
        try {
            if (!readOnly) {
                Migrations.of("duckdb").bringUpToDate(new DuckDbSchema(connection));
            }
            return connection;
        } catch (StoreException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    StoreException refused(SQLException failed) {
        String message = String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
        if (message.contains("Could not set lock")) {
            return new StoreException(
                    this + " is held by another process, probably a running gateway with the same data folder", failed);
        }
        return new StoreException(this + ": " + failed.getMessage(), failed);
    }

    /** Ends the database; connections that are still open can no longer be used. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (root != null) {
                root.close();
                root = null;
            }
        } catch (SQLException left) {
            System.getLogger(DuckDbDatabase.class.getName())
                    .log(System.Logger.Level.WARNING, "{0} could not be closed: {1}", this, left.getMessage());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "duckdb " + file;
    }
}
