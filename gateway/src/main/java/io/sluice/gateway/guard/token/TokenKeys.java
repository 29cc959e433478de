package io.sluice.gateway.guard.token;

import java.util.concurrent.CompletableFuture;

/** The keys that tokens may be signed with. Never blocks. */
interface TokenKeys {
    /** @param nowMicros Unix microseconds */
    CompletableFuture<Verified> verify(SignedToken token, long nowMicros);
}
