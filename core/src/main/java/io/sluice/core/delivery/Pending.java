package io.sluice.core.delivery;

import java.util.Optional;

/** An event that its destination does not have yet. Guarded by the lock of its lane. */
final class Pending {
    private static final byte[] NOT_HELD = {};

    private final long sequence;
    private final long timeMicros;
    private byte[] payload;
    private int attempts;
    private long dueMillis;
    private long dueNanos;
    private Optional<String> doom = Optional.empty();

    private Pending(long sequence, long timeMicros, byte[] payload) {
        this.sequence = sequence;
        this.timeMicros = timeMicros;
        this.payload = payload;
    }

    /** An event fresh from the journal. */
    static Pending arrived(long sequence, long timeMicros, byte[] payload) {
        return new Pending(sequence, timeMicros, payload);
    }

    /** An event that an earlier run left undelivered; its payload is still in the journal. */
    static Pending restored(long sequence, long timeMicros, int attempts, long dueMillis, long dueNanos) {
        Pending pending = new Pending(sequence, timeMicros, NOT_HELD);
        pending.attempts = attempts;
        pending.dueMillis = dueMillis;
        pending.dueNanos = dueNanos;
        return pending;
    }

    long sequence() {
        return sequence;
    }

    /** Unix microseconds at which it was made durable. */
    long timeMicros() {
        return timeMicros;
    }

    /** Tries that have failed. */
    int attempts() {
        return attempts;
    }

    /** When it may be tried next, by the wall clock: what a restart needs. */
    long dueMillis() {
        return dueMillis;
    }

    /** When it may be tried next, by {@link Timer#nanoTime}: what does not jump with the clock. */
    long dueNanos() {
        return dueNanos;
    }

    void failed() {
        attempts++;
    }

    void waitUntil(long millis, long nanos) {
        dueMillis = millis;
        dueNanos = nanos;
    }

    /** Why it goes to the dead letters, once that is decided. */
    Optional<String> doom() {
        return doom;
    }

    void doom(String cause) {
        doom = Optional.of(cause);
    }

    /** The event as it stands in the journal. Not to be asked for when it is not {@link #held}. */
    byte[] payload() {
        return payload;
    }

    @SuppressWarnings("ReferenceEquality") // an empty event is not the mark for "not held"
    boolean held() {
        return payload.length > 0;
    }

    void hold(byte[] bytes) {
        payload = bytes;
    }

    void letGo() {
        payload = NOT_HELD;
    }
}
