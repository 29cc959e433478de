package io.sluice.core.plugin;

import io.sluice.core.event.Header;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a {@link Guard} says of a request. */
public sealed interface Verdict {

    /**
     * The request may pass.
     *
     * @param matches which secrets matched, where there are several to choose from
     * @param taken what is to be given back when the request is refused later on
     */
    record Accept(List<SecretMatch> matches, List<Taken> taken) implements Verdict {

        /** This verdict, finished and ready made: a synchronous guard that accepts allocates nothing. */
        public static final CompletableFuture<Verdict> NOW = CompletableFuture.completedFuture(new Accept());

        /** Nothing was taken, and there was no choice of secrets. */
        public Accept() {
            this(List.of(), List.of());
        }

        /** Something was taken. */
        public static Accept taking(Taken taken) {
            return new Accept(List.of(), List.of(taken));
        }

        /** One of several secrets matched. */
        public static Accept by(SecretMatch match) {
            return new Accept(List.of(match), List.of());
        }

        /** Both of this and of another guard's acceptance. */
        public Accept and(Accept other) {
            if (other.matches.isEmpty() && other.taken.isEmpty()) {
                return this;
            }
            return new Accept(joined(matches, other.matches), joined(taken, other.taken));
        }

        private static <T> List<T> joined(List<T> first, List<T> second) {
            if (first.isEmpty() || second.isEmpty()) {
                return first.isEmpty() ? second : first;
            }
            List<T> all = new ArrayList<>(first);
            all.addAll(second);
            return List.copyOf(all);
        }
    }

    /**
     * The request is refused.
     *
     * @param status the HTTP status of the answer
     * @param reason a word of a fixed vocabulary, as a rule the guard's key: the label of the rejection metric
     * @param detail one sentence for the sender; says nothing that helps to guess
     * @param headers further headers of the answer, such as {@code WWW-Authenticate} or {@code Retry-After}
     * @param cause for the operator's log: exactly which check failed and why, in a few words without a secret. May hold what was
     *     sent; the log escapes it. Empty when nobody failed, as in a first request that asks for a challenge: it is neither logged nor
     *     counted among the failed attempts of its address
     * @param repeated whether nothing else is wrong than that it came before: to let it in later would let it in twice. Where a guard of
     *     {@link GuardFactory.Phase#DEDUP} knows the event as stored, that guard answers instead
     */
    record Reject(int status, String reason, String detail, List<Header> headers, String cause, boolean repeated)
            implements Verdict {
        /** A refusal for another cause than a repetition. */
        public Reject(int status, String reason, String detail, List<Header> headers, String cause) {
            this(status, reason, detail, headers, cause, false);
        }

        /** A refusal that is no news to the operator. */
        public Reject(int status, String reason, String detail, List<Header> headers) {
            this(status, reason, detail, headers, "");
        }

        /** The same, because the request came before. */
        public Reject asRepeated() {
            return new Reject(status, reason, detail, headers, cause, true);
        }
    }

    /**
     * The guard cannot decide at present: the answer is 503 with {@code Retry-After}.
     *
     * @param reason a word of a fixed vocabulary: the label of the rejection metric
     * @param cause for the operator's log: what is away, and why; empty when there is nothing to log
     */
    record Unavailable(String reason, Duration retryAfter, String cause) implements Verdict {
        /** What is away has said so already. */
        public Unavailable(String reason, Duration retryAfter) {
            this(reason, retryAfter, "");
        }
    }

    /**
     * The guard answers by itself, and the request ends here without an event: a handshake, or a request that came before. What guards
     * before it took stays taken.
     *
     * @param reason a word of a fixed vocabulary: the label of the metric of such answers
     * @param headers further headers of the answer, {@code Content-Type} among them when there is a body
     */
    record Answered(String reason, int status, List<Header> headers, String body) implements Verdict {}

    /** This verdict as a finished future. */
    default CompletableFuture<Verdict> now() {
        return CompletableFuture.completedFuture(this);
    }
}
