package io.sluice.gateway.guard.token;

import io.sluice.core.plugin.Verdict;
import java.time.Duration;

/** What became of a token's signature. */
sealed interface Verified {
    /** It is that of a key that counts. */
    record Yes(Verdict.Accept accepted) implements Verified {}

    /**
     * It is not.
     *
     * @param cause for the operator
     */
    record No(String cause) implements Verified {}

    /**
     * The keys are not at hand.
     *
     * @param cause for the operator
     */
    record Unknown(Duration retryAfter, String cause) implements Verified {}
}
