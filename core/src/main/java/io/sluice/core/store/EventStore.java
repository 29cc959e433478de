package io.sluice.core.store;

import io.sluice.core.plugin.Component;

/**
 * Where the event log lives. Plain blocking code. Implementations pass {@code EventStoreContract}. Nothing is opened before the
 * first call, and the schema is brought up to date by the first call that reaches the server.
 */
public interface EventStore extends Component {

    /**
     * Stores a batch exactly once: a second call with the same {@link EventBatch#token()} changes nothing, whatever became of
     * the first one. The batch's rows are gone when the call has returned: what is to be kept of them is copied.
     *
     * @throws StoreException when it is not certain that the rows are stored; the caller tries again with the same batch
     */
    void append(EventBatch batch) throws StoreException;

    /**
     * Runs one SQL statement in the store's own dialect.
     *
     * @param limit the most rows returned; the rest is left unread
     * @throws StoreException with the store's message when the statement is refused
     */
    Rows query(String sql, int limit) throws StoreException;
}
