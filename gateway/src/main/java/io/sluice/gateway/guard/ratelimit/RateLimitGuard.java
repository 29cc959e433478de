package io.sluice.gateway.guard.ratelimit;

import io.sluice.core.event.Header;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Turns the limiter's decision into an answer: 429 with {@code Retry-After} and the fields {@code RateLimit-Policy} and
 * {@code RateLimit} in the form of draft-ietf-httpapi-ratelimit-headers-10.
 */
final class RateLimitGuard implements Guard {
    private static final Duration REDIS_RETRY = Duration.ofSeconds(1);

    private final Limiter limiter;
    private final Header policy;
    private final String detail;

    RateLimitGuard(RateLimit limit, Limiter limiter) {
        this.limiter = limiter;
        this.policy = new Header(
                "RateLimit-Policy",
                "\"webhook\";q=" + limit.maxRequests() + ";w="
                        + Math.max(1, limit.window().toSeconds()));
        this.detail = "Rate limit exceeded: " + RateLimitFactory.describe(limit);
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        CompletableFuture<Decision> decision = limiter.take();
        if (decision.isDone() && decision.join() instanceof Decision.Admitted admitted) {
            return admitted.verdict();
        }
        return decision.thenApply(this::verdict);
    }

    private Verdict verdict(Decision decision) {
        return switch (decision) {
            case Decision.Admitted admitted -> admitted.verdict().join();
            case Decision.Refused(Duration retryAfter) -> refused(retryAfter);
            case Decision.Unknown _ -> new Verdict.Unavailable("rate_limit_unknown", REDIS_RETRY);
        };
    }

    private Verdict refused(Duration retryAfter) {
        String seconds = Long.toString(Math.max(1, Math.ceilDiv(retryAfter.toMillis(), 1_000)));
        return new Verdict.Reject(
                429,
                "rate_limit",
                detail,
                List.of(
                        new Header("Retry-After", seconds),
                        policy,
                        new Header("RateLimit", "\"webhook\";r=0;t=" + seconds)));
    }
}
