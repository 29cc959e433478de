package io.sluice.gateway.guard.oauth1;

import io.sluice.core.plugin.Verdict;
import io.sluice.gateway.guard.around.Encoding;
import io.sluice.gateway.guard.publickey.EcdsaForm;
import io.sluice.gateway.guard.publickey.PublicKeys;
import io.sluice.gateway.guard.publickey.SignatureAlgorithm;
import io.sluice.gateway.guard.publickey.SignatureScheme;
import io.sluice.gateway.guard.secret.Keys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Checks signatures with the secrets or the keys of the settings. Thread-safe. */
interface Verifier {
    /** The verdict that the request may pass, by the secret that matched; empty when none did. */
    Optional<CompletableFuture<Verdict>> verify(OAuthKey.Claim claim, long nowMicros);

    /** What to tell the operator when none matched: that none counts, or nothing. */
    String trouble(long nowMicros);

    static Verifier of(OAuth1Settings settings) {
        return settings.method() == SignatureMethod.RSA_SHA1
                ? new Rsa(settings.publicKeys())
                : new Shared(settings.secrets()
                        .map(OAuth1Guard.KEY, secret -> new OAuthKey(settings.method(), secret.value())));
    }

    /** With secrets that both sides know. */
    record Shared(Keys<OAuthKey> keys) implements Verifier {
        @Override
        public Optional<CompletableFuture<Verdict>> verify(OAuthKey.Claim claim, long nowMicros) {
            return keys.matching(nowMicros, claim, OAuthKey::matches).map(Keys.Key::accepted);
        }

        @Override
        public String trouble(long nowMicros) {
            return keys.trouble(nowMicros);
        }
    }

    /** With the sender's public keys. */
    record Rsa(PublicKeys keys) implements Verifier {
        private static final SignatureScheme SCHEME = new SignatureScheme(SignatureAlgorithm.RSA_SHA1, EcdsaForm.DER);

        @Override
        public Optional<CompletableFuture<Verdict>> verify(OAuthKey.Claim claim, long nowMicros) {
            List<byte[]> message = List.of(claim.text().getBytes(StandardCharsets.ISO_8859_1));
            return Encoding.BASE64
                    .decode(claim.signature())
                    .flatMap(signature ->
                            keys.matching(nowMicros, key -> SCHEME.verifies(key.key(), signature, message)))
                    .map(PublicKeys.Key::accepted);
        }

        @Override
        public String trouble(long nowMicros) {
            return keys.trouble(nowMicros);
        }
    }
}
