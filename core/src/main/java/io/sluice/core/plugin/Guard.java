package io.sluice.core.plugin;

import java.util.concurrent.CompletableFuture;

/**
 * Decides whether a request may pass. Built once per webhook from its validated settings; called on event loops, so it never
 * blocks: a guard that must wait returns an unfinished future and completes it from any thread. Thread-safe.
 */
public interface Guard {

    /** Judges one request. Never throws; a guard that cannot decide says {@link Verdict.Unavailable}. */
    CompletableFuture<Verdict> check(WebhookRequest request);

    /** Gives back what {@link #check} took (a token, a nonce) when the request was refused later on. */
    default void giveBack(WebhookRequest request) {}
}
