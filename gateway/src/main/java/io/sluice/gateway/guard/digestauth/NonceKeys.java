package io.sluice.gateway.guard.digestauth;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The keys that make a nonce ours. Thread-safe, never blocks. */
@FunctionalInterface
interface NonceKeys {
    /**
     * The keys at present: with the first of them nonces are issued, with any of them they are known again.
     *
     * @param keys at least one
     */
    record Ring(List<NonceKey> keys) {
        public Ring {
            keys = List.copyOf(keys);
        }

        NonceKey first() {
            return keys.getFirst();
        }
    }

    /** The keys; empty when they cannot be had, because Redis is away. */
    CompletableFuture<Optional<Ring>> ring();

    /** One key, which this process has for itself. */
    static NonceKeys only(NonceKey key) {
        CompletableFuture<Optional<Ring>> ring = CompletableFuture.completedFuture(Optional.of(new Ring(List.of(key))));
        return () -> ring;
    }
}
