package io.sluice.gateway.guard.token;

import io.sluice.gateway.guard.secret.Keys;
import java.util.concurrent.CompletableFuture;

/** Keys that stand in the settings. What a token says of its key ({@code kid}, {@code jku}, {@code jwk} …) changes nothing. */
record ConfiguredKeys(Keys<TokenKey> keys) implements TokenKeys {
    @Override
    public CompletableFuture<Verified> verify(SignedToken token, long nowMicros) {
        Verified verified = keys.matching(
                        nowMicros,
                        token,
                        (key, sent) -> key.verifies(sent.algorithm(), sent.signed(), sent.signature()))
                .<Verified>map(key -> new Verified.Yes(key.verdict()))
                .orElseGet(
                        () -> new Verified.No("the token's signature is not that of a configured key: another key, or a"
                                + " token that was changed" + keys.trouble(nowMicros)));
        return CompletableFuture.completedFuture(verified);
    }
}
