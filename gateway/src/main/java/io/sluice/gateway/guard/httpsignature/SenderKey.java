package io.sluice.gateway.guard.httpsignature;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.secret.Validity;
import java.util.concurrent.CompletableFuture;

/**
 * A key that a sender may sign with.
 *
 * @param id what the sender calls it in {@code keyid}
 * @param accepted the verdict that it let a request in
 */
record SenderKey(
        String id, RegisteredAlgorithm algorithm, Check check, Validity validity, CompletableFuture<Verdict> accepted) {
    /** Whether a signature was made with the key over these bytes. Thread-safe. */
    interface Check {
        boolean verifies(byte[] signature, byte[] base);
    }
}
