package io.sluice.gateway.guard.oauth1;

import io.sluice.gateway.guard.publickey.PublicKeys;
import io.sluice.gateway.guard.secret.Secrets;
import java.time.Duration;
import java.util.List;

/**
 * Who may send, and how requests are signed.
 *
 * @param secrets each a consumer's and a token's joined, as they are a key; none for RSA-SHA1
 * @param publicKeys for RSA-SHA1 alone
 * @param verifyTimestamp whether the timestamp must be near to now
 * @param window how near, and how long a nonce is remembered
 * @param requireBodyHash whether a body that is no form must be proven by its hash
 */
record OAuth1Settings(
        String consumerKey,
        Secrets secrets,
        PublicKeys publicKeys,
        SignatureMethod method,
        boolean verifyTimestamp,
        Duration window,
        boolean requireBodyHash) {
    static final Duration WINDOW = Duration.ofMinutes(5);

    /** What stands for settings that are wrong and never used. */
    static final OAuth1Settings NONE = new OAuth1Settings(
            "", new Secrets(List.of()), new PublicKeys(List.of()), SignatureMethod.HMAC_SHA1, true, WINDOW, false);
}
