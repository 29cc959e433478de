package io.sluice.gateway.guard.handshake;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.hmac.HmacAlgorithm;
import io.sluice.gateway.guard.hmac.HmacKey;
import io.sluice.gateway.guard.secret.Keys;
import io.sluice.gateway.guard.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Signs challenges with the first of the secrets that counts. */
record SecretInUse(Keys<HmacKey> keys) {
    static SecretInUse of(Secrets secrets) {
        return new SecretInUse(secrets.map(
                HandshakeFactory.KEY, secret -> new HmacKey(HmacAlgorithm.SHA256, nonEmpty(secret.bytes()))));
    }

    /** An empty secret has been told already; no key can be made of it. */
    private static byte[] nonEmpty(byte[] secret) {
        return secret.length == 0 ? new byte[1] : secret;
    }

    /** HMAC-SHA256 of a challenge; empty when no secret counts at present. */
    Optional<byte[]> sign(WebhookRequest request, String challenge) {
        return keys.matching(request.receivedMicros(), challenge, (_, _) -> true)
                .map(key -> key.form().sign(challenge.getBytes(StandardCharsets.UTF_8)));
    }
}
