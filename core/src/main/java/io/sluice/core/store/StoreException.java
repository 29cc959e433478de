package io.sluice.core.store;

/** The event store did not do, or did not confirm, what it was asked. The message is fit for the operator: no secrets, no rows. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
