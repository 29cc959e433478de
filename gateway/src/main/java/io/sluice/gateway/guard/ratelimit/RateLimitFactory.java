package io.sluice.gateway.guard.ratelimit;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.GuardFactory;
import io.sluice.core.plugin.GuardPlan;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Surroundings;
import java.time.Duration;
import java.util.Optional;

/** {@code rate_limit {max_requests: 100, window_seconds: 60, on_redis_down: "local", enabled: true}}. */
public final class RateLimitFactory implements GuardFactory {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    private final Surroundings around;

    public RateLimitFactory(Surroundings around) {
        this.around = around;
    }

    @Override
    public String key() {
        return "rate_limit";
    }

    @Override
    public Phase phase() {
        return Phase.LIMIT;
    }

    @Override
    public GuardPlan read(String webhookId, Section webhook) {
        Optional<Section> own = webhook.section(key());
        if (own.isEmpty()) {
            return new Off();
        }
        Section section = own.get();
        boolean enabled = section.flag("enabled", true);
        RateLimit limit = new RateLimit(
                section.integer("max_requests", 100, 0, 1_000_000_000_000L),
                section.duration("window_seconds", Duration.ofSeconds(60), SHORTEST, LONGEST),
                section.choice("on_redis_down", RateLimit.OnRedisDown.LOCAL));
        return enabled ? new Limited(webhookId, limit, around) : new Off();
    }

    static String describe(RateLimit limit) {
        return "at most " + limit.maxRequests() + " requests in " + seconds(limit.window());
    }

    private static String seconds(Duration window) {
        return window.toNanosPart() == 0 ? window.toSeconds() + " s" : window.toMillis() + " ms";
    }

    private record Off() implements GuardPlan {
        @Override
        public String describe() {
            return "no rate limit";
        }

        @Override
        public Guard build() {
            return _ -> Verdict.Accept.NOW;
        }
    }

    private record Limited(String webhookId, RateLimit limit, Surroundings around) implements GuardPlan {
        @Override
        public String describe() {
            return RateLimitFactory.describe(limit);
        }

        @Override
        public Guard build() {
            Limiter limiter = around.redis()
                    .get()
                    .<Limiter>map(link -> SharedLimiter.on(link, redisKey(), limit, around.nanoTime()))
                    .orElseGet(() -> new LocalLimiter(limit, around.nanoTime()));
            return new RateLimitGuard(limit, limiter);
        }

        /** The window's length is part of the key, because buckets of another width cannot be added up. */
        private String redisKey() {
            return "sluice:limit:" + webhookId + ":" + limit.windowMicros();
        }
    }
}
