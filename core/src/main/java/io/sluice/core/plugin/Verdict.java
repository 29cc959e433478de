package io.sluice.core.plugin;

import io.sluice.core.event.Header;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a {@link Guard} says of a request. */
public sealed interface Verdict {

    /** The request may pass. */
    record Accept() implements Verdict {

        /** This verdict, finished and ready made: a synchronous guard that accepts allocates nothing. */
        public static final CompletableFuture<Verdict> NOW = CompletableFuture.completedFuture(new Accept());
    }

    /**
     * The request is refused.
     *
     * @param status the HTTP status of the answer
     * @param reason a word of a fixed vocabulary: the label of the rejection metric
     * @param detail one sentence for the sender; says nothing that helps to guess
     * @param headers further headers of the answer, such as {@code WWW-Authenticate} or {@code Retry-After}
     */
    record Reject(int status, String reason, String detail, List<Header> headers) implements Verdict {}

    /**
     * The guard cannot decide at present: the answer is 503 with {@code Retry-After}.
     *
     * @param reason a word of a fixed vocabulary: the label of the rejection metric
     */
    record Unavailable(String reason, Duration retryAfter) implements Verdict {}

    /** This verdict as a finished future. */
    default CompletableFuture<Verdict> now() {
        return CompletableFuture.completedFuture(this);
    }
}
