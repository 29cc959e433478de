package io.sluice.analytics;

/** A parameter that cannot be understood. The message is for the caller and says what to write instead. */
final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;

    BadRequest(String message) {
        super(message);
    }
}
