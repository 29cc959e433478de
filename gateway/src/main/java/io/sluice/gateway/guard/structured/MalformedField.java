package io.sluice.gateway.guard.structured;

/** A field is not structured as it must be. Without a stack trace: senders make as many of them as they like. */
public final class MalformedField extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedField(String message) {
        super(message, null, false, false);
    }
}
