package io.sluice.gateway.guard.hmac;

import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.around.Refusals;
import io.sluice.gateway.guard.replay.ReplayKey;
import io.sluice.gateway.guard.replay.Seen;
import io.sluice.gateway.guard.secret.Keys;
import io.sluice.gateway.guard.signing.Freshness;
import io.sluice.gateway.guard.signing.Signing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A signature over the raw body, as GitHub and many others make it. Where a timestamp is signed too, a request is taken within the
 * tolerance only, and once: what its signature was seen for comes from somebody who listened.
 */
final class HmacGuard implements Guard {
    private static final String KEY = "hmac";

    private final HmacSettings settings;
    private final Keys<HmacKey> keys;
    private final Refusals refusals;
    private final Freshness freshness;

    /** @param seen asked for only where requests are taken once */
    HmacGuard(HmacSettings settings, Supplier<Seen> seen) {
        this.settings = settings;
        this.keys = settings.secrets().map(KEY, settings::key);
        this.refusals = Refusals.unauthorized(KEY, "the signature is missing or not valid");
        this.freshness = new Freshness(settings.signing(), refusals, seen);
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        return switch (settings.signing().sent(request, settings.algorithm().prefix())) {
            case Signing.Sent.Unusable(String cause) -> refusals.now(cause);
            case Signing.Sent.Signature sent -> check(request, sent.bytes());
        };
    }

    /** See {@link io.sluice.core.plugin.GuardPlan#explain}. */
    List<String> explain(WebhookRequest request) {
        return settings.signing()
                .explain(
                        request,
                        settings.algorithm().prefix(),
                        OptionalInt.of(settings.algorithm().bytes()),
                        keys.standing(request.receivedMicros()));
    }

    private CompletableFuture<Verdict> check(WebhookRequest request, byte[] signature) {
        long now = request.receivedMicros();
        Optional<Keys.Key<HmacKey>> found = keys.matching(
                now, signature, (key, sent) -> key.matches(settings.signing().signed(), request, sent));
        return found.map(key -> freshness.check(
                        request, () -> ReplayKey.of(request.webhookId(), KEY, signature), key.accepted()))
                .orElseGet(() -> refusals.now(
                        "the signature is not that of the body with a configured secret: another secret, another"
                                + " algorithm, or a body that was changed on the way" + keys.trouble(now)));
    }
}
