package io.sluice.gateway.guard.jwt;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Refusals;
import io.sluice.gateway.guard.around.SingleHeader;
import io.sluice.gateway.guard.around.Surroundings;
import io.sluice.gateway.guard.replay.Once;
import io.sluice.gateway.guard.replay.ReplayKey;
import io.sluice.gateway.guard.token.Judgement;
import io.sluice.gateway.guard.token.TokenCheck;
import io.sluice.gateway.guard.token.TokenField;
import io.sluice.gateway.guard.token.TokenRules;
import io.sluice.gateway.guard.token.TokenSettings;
import io.sluice.gateway.guard.token.TokenThreads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A signed token in a header. Where each is to be taken once, its {@code jti} is remembered for as long as it would be taken. */
final class JwtGuard implements Guard {
    private static final String KEY = "jwt";
    /** A difference between the clocks of instances. */
    private static final Duration BETWEEN_INSTANCES = Duration.ofSeconds(30);

    private static final Duration SOON = Duration.ofSeconds(1);
    /** As long as anything is remembered. */
    private static final Duration FOR_EVER = Duration.ofDays(3_650);

    private final TokenCheck check;
    private final TokenRules rules;
    private final TokenField field;
    private final Refusals refusals;
    private final Optional<Once> once;

    JwtGuard(TokenSettings settings, TokenField field, boolean once, Surroundings around, TokenThreads threads) {
        this.check = settings.build(KEY, around, threads);
        this.rules = settings.rules();
        this.field = field;
        this.refusals = Refusals.challenge(KEY, "the token is missing or not valid", "Bearer realm=\"webhook\"");
        this.once = once
                ? Optional.of(
                        new Once(around.seen().get(), KEY, refusals.because("the token's jti came before: a replay")))
                : Optional.empty();
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        return switch (field.of(request)) {
            case SingleHeader.Unusable(String cause) -> refusals.now(cause);
            case SingleHeader.Value(String token) -> check(request.webhookId(), token, request.receivedMicros());
        };
    }

    /** The request itself is gone when keys had to be fetched. */
    private CompletableFuture<Verdict> check(String webhookId, String token, long nowMicros) {
        return check.check(token, nowMicros).thenCompose(judgement -> switch (judgement) {
            case Judgement.Wrong(String cause) -> refusals.now(cause);
            case Judgement.Busy _ ->
                new Verdict.Unavailable(KEY + "_busy", SOON, "too many tokens wait to be verified").now();
            case Judgement.Undecided(Duration retryAfter, String cause) ->
                new Verdict.Unavailable(KEY + "_keys_unavailable", retryAfter, cause).now();
            case Judgement.Right right ->
                once.isEmpty() ? right.accepted().now() : checkOnce(webhookId, right, nowMicros);
        });
    }

    private CompletableFuture<Verdict> checkOnce(String webhookId, Judgement.Right right, long nowMicros) {
        Optional<String> jti = right.claims().text("jti").filter(text -> !text.isEmpty());
        Optional<Duration> remaining = rules.remaining(right.claims(), nowMicros);
        if (jti.isEmpty() || remaining.isEmpty()) {
            return refusals.now("the token has no claim \"" + (jti.isEmpty() ? "jti" : "exp")
                    + "\", without which it cannot be taken once");
        }
        String key = ReplayKey.of(webhookId, KEY, right.claims().text("iss").orElse(""), jti.get());
        Duration time = remaining.get().plus(BETWEEN_INSTANCES);
        return once.get().check(key, time.compareTo(FOR_EVER) < 0 ? time : FOR_EVER, right.accepted());
    }
}
