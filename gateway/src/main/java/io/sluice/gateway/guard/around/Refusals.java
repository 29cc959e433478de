package io.sluice.gateway.guard.around;

import io.sluice.core.event.Header;
import io.sluice.core.plugin.Verdict;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A guard's refusals: to the sender always the same words, so that they tell nothing that helps to guess; to the operator the cause.
 *
 * @param guard the guard's key: the label of the rejection metric
 * @param detail for the sender
 * @param headers of the answer, such as {@code WWW-Authenticate}
 */
public record Refusals(int status, String guard, String detail, List<Header> headers) {

    /** 401, for a guard without a challenge of its own. */
    public static Refusals unauthorized(String guard, String detail) {
        return new Refusals(401, guard, "Unauthorized: " + detail, List.of());
    }

    /** 401 with {@code WWW-Authenticate}. */
    public static Refusals challenge(String guard, String detail, String challenge) {
        return new Refusals(401, guard, "Unauthorized: " + detail, List.of(new Header("WWW-Authenticate", challenge)));
    }

    /** @param cause for the operator's log: exactly what failed, without a secret */
    public Verdict.Reject because(String cause) {
        return new Verdict.Reject(status, guard, detail, headers, cause);
    }

    /** The same as a finished future. */
    public CompletableFuture<Verdict> now(String cause) {
        return because(cause).now();
    }
}
