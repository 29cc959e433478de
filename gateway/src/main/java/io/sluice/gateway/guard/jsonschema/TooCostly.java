package io.sluice.gateway.guard.jsonschema;

/** A validation took more work than its payload is worth. Carries no stack: it is an outcome, not a fault of the program. */
final class TooCostly extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooCostly() {
        super("the pattern takes too much work", null, false, false);
    }
}
