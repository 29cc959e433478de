package io.sluice.gateway.guard.jsonschema;

/** A schema that cannot be used; the message says where and why. */
final class UnusableSchema extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableSchema(String message) {
        super(message);
    }
}
