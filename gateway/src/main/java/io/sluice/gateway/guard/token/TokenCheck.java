package io.sluice.gateway.guard.token;

import io.sluice.gateway.guard.around.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Judges signed tokens: the algorithm, then the signature, then what the claims say. Never blocks. */
public final class TokenCheck {
    private final Set<TokenAlgorithm> algorithms;
    private final TokenKeys keys;
    private final TokenRules rules;
    private final TokenThreads threads;

    /** @param threads where signatures are verified that take long */
    TokenCheck(Set<TokenAlgorithm> algorithms, TokenKeys keys, TokenRules rules, TokenThreads threads) {
        this.algorithms = Set.copyOf(algorithms);
        this.keys = keys;
        this.rules = rules;
        this.threads = threads;
    }

    /** @param nowMicros Unix microseconds */
    public CompletableFuture<Judgement> check(String text, long nowMicros) {
        return switch (SignedToken.read(text)) {
            case SignedToken.Read.Malformed(String cause) -> wrong(cause);
            case SignedToken.Read.Token(SignedToken token)
            when !algorithms.contains(token.algorithm()) ->
                wrong("the token is signed with " + token.algorithm().written() + ", which is not configured");
            case SignedToken.Read.Token(SignedToken token)
            when token.algorithm().slow() ->
                threads.run(() -> judge(token, nowMicros))
                        .orElseGet(() -> CompletableFuture.completedFuture(new Judgement.Busy()));
            case SignedToken.Read.Token(SignedToken token) -> judge(token, nowMicros);
        };
    }

    private CompletableFuture<Judgement> judge(SignedToken token, long nowMicros) {
        return keys.verify(token, nowMicros).thenApply(verified -> judge(verified, token.claims(), nowMicros));
    }

    private Judgement judge(Verified verified, JsonObject claims, long nowMicros) {
        return switch (verified) {
            case Verified.No(String cause) -> new Judgement.Wrong(cause);
            case Verified.Unknown(var retryAfter, String cause) -> new Judgement.Undecided(retryAfter, cause);
            case Verified.Yes(var accepted) -> {
                Optional<String> fault = rules.fault(claims, nowMicros);
                yield fault.isPresent() ? new Judgement.Wrong(fault.get()) : new Judgement.Right(accepted, claims);
            }
        };
    }

    private static CompletableFuture<Judgement> wrong(String cause) {
        return CompletableFuture.completedFuture(new Judgement.Wrong(cause));
    }
}
