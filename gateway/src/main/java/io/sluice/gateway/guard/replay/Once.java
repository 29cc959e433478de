package io.sluice.gateway.guard.replay;

import io.sluice.core.plugin.Verdict;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The last step of a guard whose requests carry a nonce or a timestamp: a request that is right is let in once.
 *
 * @param replayed the verdict on a request that came before
 */
public record Once(Seen seen, String guard, Verdict.Reject replayed) {
    private static final Duration RETRY = Duration.ofSeconds(1);

    public Once {
        replayed = replayed.asRepeated();
    }

    /**
     * Lets the request in when it is the first. What was claimed is given back when the request is refused later.
     *
     * @param accepted what else is to be said of the request
     */
    public CompletableFuture<Verdict> check(String key, Duration ttl, Verdict.Accept accepted) {
        return seen.claim(key, ttl).thenApply(claim -> switch (claim) {
            case Claim.First first -> accepted.and(Verdict.Accept.taking(first.taken()));
            case Claim.Repeated _ -> replayed;
            case Claim.Unknown _ ->
                new Verdict.Unavailable(
                        guard + "_replay_unknown",
                        RETRY,
                        "whether the request came before cannot be known: Redis is away, or the memory of it is full");
        });
    }
}
