package io.sluice.gateway.redis;

/** Redis cannot be reached or did not answer in time. Carries no stack: it is an outcome, not a fault of the program. */
public final class RedisAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RedisAway(String message) {
        super(message, null, false, false);
    }
}
