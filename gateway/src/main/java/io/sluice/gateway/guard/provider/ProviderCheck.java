package io.sluice.gateway.guard.provider;

import io.sluice.core.plugin.WebhookRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Looks for a provider's proof in requests. Called on event loops: never blocks. Thread-safe, never shows a secret. */
public interface ProviderCheck {

    /** What a request proves. */
    CompletableFuture<Proof> prove(WebhookRequest request);

    /** What it asks of a request in a few words, without secrets. */
    String describe();

    /**
     * What it looks at in a request, see {@link io.sluice.core.plugin.GuardPlan#explain}.
     *
     * @param tolerance how old a request may be
     */
    default List<String> explain(WebhookRequest request, Duration tolerance) {
        return List.of();
    }
}
