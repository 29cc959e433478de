package io.sluice.core.plugin;

import java.util.concurrent.CompletableFuture;

/**
 * Decides whether a request may pass. Built once per webhook from its validated settings; called on event loops, so it never
 * blocks: a guard that must wait returns an unfinished future and completes it from any thread. Thread-safe.
 */
@FunctionalInterface
public interface Guard {

    /**
     * Judges one request. A guard that cannot decide says {@link Verdict.Unavailable}; one that throws, or whose future fails, is
     * taken to have said so. What it took to accept (a token, a nonce) it names in {@link Verdict.Accept#taken}.
     */
    CompletableFuture<Verdict> check(WebhookRequest request);
}
