package io.sluice.gateway.guard.hmac;

import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.secret.Secret;
import io.sluice.gateway.guard.secret.SecretEncoding;
import io.sluice.gateway.guard.secret.Secrets;
import io.sluice.gateway.guard.signing.Signing;
import java.time.InstantSource;
import java.util.List;

/**
 * How requests are signed with a shared secret. Where no prefix is configured, the algorithm's name and an equals sign may stand before
 * the signature.
 */
record HmacSettings(Secrets secrets, SecretEncoding secretEncoding, HmacAlgorithm algorithm, Signing signing) {
    private static final String HEADER = "X-Hub-Signature-256";

    /** What stands for settings that are wrong and never used. */
    static final HmacSettings NONE = new HmacSettings(
            new Secrets(List.of()), SecretEncoding.TEXT, HmacAlgorithm.SHA256, Signing.ofBody(HEADER, Encoding.HEX));

    /** Reads the object under the key {@code hmac}. */
    static HmacSettings read(Section section, InstantSource clock) {
        Secrets secrets = Secrets.required(section, "secret", clock);
        return new HmacSettings(
                secrets,
                SecretEncoding.read(section, secrets),
                section.choice("algorithm", HmacAlgorithm.SHA256),
                Signing.read(section, HEADER, Encoding.HEX));
    }

    /** What signs with a secret. */
    HmacKey key(Secret secret) {
        return new HmacKey(algorithm, secretEncoding.bytes(secret));
    }
}
