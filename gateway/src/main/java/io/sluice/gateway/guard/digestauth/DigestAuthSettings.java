package io.sluice.gateway.guard.digestauth;

import io.sluice.gateway.guard.secret.Secrets;
import java.time.Duration;
import java.util.List;

/**
 * Who may send, and how responses are computed.
 *
 * @param algorithms that are taken, the preferred one first
 * @param protections that are taken
 * @param lifetime how long a nonce may be used
 * @param userhash whether senders are asked to hash the name
 */
record DigestAuthSettings(
        String username,
        Secrets passwords,
        String realm,
        List<DigestAlgorithm> algorithms,
        List<Protection> protections,
        Duration lifetime,
        boolean userhash) {
    static final String REALM = "Webhook API";
    static final Duration LIFETIME = Duration.ofMinutes(5);

    /** What stands for settings that are wrong and never used. */
    static final DigestAuthSettings NONE = new DigestAuthSettings(
            "", new Secrets(List.of()), REALM, List.of(DigestAlgorithm.MD5), List.of(Protection.AUTH), LIFETIME, false);
}
