package io.sluice.core.plugin;

/**
 * Something with a life of its own that talks to the outside: a store, a destination, the link to Redis. Building one does no
 * I/O, so a server that is missing never stops the start; {@code toString} names what it talks to, never a secret.
 */
public interface Component extends AutoCloseable {

    /** Says whether operations are likely to work now. May block; never throws. */
    Health check();

    /** Frees what it holds. Idempotent. */
    @Override
    void close();
}
