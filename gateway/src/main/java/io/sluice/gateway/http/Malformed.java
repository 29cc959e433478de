package io.sluice.gateway.http;

/** A request that can be read in two ways, or in none. It has no stack trace: it says something about the sender, not about us. */
public final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    Malformed(Fault fault) {
        super(fault.detail(), null, false, false);
        this.fault = fault;
    }

    /** What to tell the sender. */
    public Problem problem() {
        return fault.problem();
    }
}
