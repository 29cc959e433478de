package io.sluice.gateway.guard.token;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.around.JsonObject;
import java.time.Duration;

/** What is said of a token. */
public sealed interface Judgement {
    /** Signature and claims are right. */
    record Right(Verdict.Accept accepted, JsonObject claims) implements Judgement {}

    /**
     * It is refused.
     *
     * @param cause for the operator, without the token
     */
    record Wrong(String cause) implements Judgement {}

    /** Too many tokens wait to be judged. */
    record Busy() implements Judgement {}

    /**
     * It cannot be judged at present.
     *
     * @param cause for the operator
     */
    record Undecided(Duration retryAfter, String cause) implements Judgement {}
}
