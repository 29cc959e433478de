package io.sluice.gateway.guard.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import io.sluice.gateway.guard.around.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The public keys of a JWK Set, RFC 7517: those that can verify. Shared secrets in it are passed over, for anybody can read them. */
record PublishedKeys(List<Published> keys) {
    private static final int MOST = 100;
    private static final byte[] ED25519_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int ED25519_BYTES = 32;

    /**
     * One of them.
     *
     * @param algorithm the only one it is for, when the set says so
     */
    record Published(Optional<String> kid, Optional<String> algorithm, TokenKey key) {
        private boolean fits(SignedToken token) {
            return key.fits(token.algorithm())
                    && (algorithm.isEmpty()
                            || algorithm.flatMap(TokenAlgorithm::inHeader).equals(Optional.of(token.algorithm())));
        }
    }

    /** What they say of a token. */
    enum Answer {
        RIGHT,
        WRONG,
        /** The key it names, or any that fits, is not among them: a new one may be. */
        UNKNOWN_KEY
    }

    /** Reads a set. Keys of an unknown kind, and such as are broken, are passed over (RFC 7517, section 5); empty when none is left. */
    static Optional<PublishedKeys> read(byte[] document) {
        List<Published> keys = new ArrayList<>();
        for (Map<String, Object> entry : JsonObject.parse(document)
                .flatMap(object -> object.objects("keys"))
                .orElse(List.of())) {
            if (keys.size() < MOST) {
                published(entry).ifPresent(keys::add);
            }
        }
        return keys.isEmpty() ? Optional.empty() : Optional.of(new PublishedKeys(List.copyOf(keys)));
    }

    private static Optional<Published> published(Map<String, Object> entry) {
        try {
            JWK jwk = JWK.parse(entry);
            boolean signs = jwk.getKeyUse() == null || jwk.getKeyUse().equals(KeyUse.SIGNATURE);
            boolean verifies =
                    jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY);
            if (!signs || !verifies) {
                return Optional.empty();
            }
            Optional<String> algorithm = Optional.ofNullable(jwk.getAlgorithm()).map(written -> written.getName());
            return publicKey(jwk)
                    .flatMap(TokenKey::of)
                    .map(key -> new Published(Optional.ofNullable(jwk.getKeyID()), algorithm, key));
        } catch (ParseException | JOSEException | GeneralSecurityException | RuntimeException unusable) {
            // Also what the library did not foresee: one odd key must not take the others with it.
            return Optional.empty();
        }
    }

    private static Optional<PublicKey> publicKey(JWK jwk) throws JOSEException, GeneralSecurityException {
        return switch (jwk) {
            case RSAKey rsa -> Optional.of(rsa.toRSAPublicKey());
            case ECKey ec -> Optional.of(ec.toECPublicKey());
            case OctetKeyPair pair when pair.getCurve().equals(Curve.Ed25519) -> ed25519(pair.getDecodedX());
            default -> Optional.empty();
        };
    }

    private static Optional<PublicKey> ed25519(byte[] x) throws GeneralSecurityException {
        if (x.length != ED25519_BYTES) {
            return Optional.empty();
        }
        byte[] der = new byte[ED25519_HEAD.length + x.length];
        System.arraycopy(ED25519_HEAD, 0, der, 0, ED25519_HEAD.length);
        System.arraycopy(x, 0, der, ED25519_HEAD.length, x.length);
        return Optional.of(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
    }

    /** Tries the keys of the name that the token gives; all of them when it gives none. */
    Answer verify(SignedToken token) {
        boolean named = false;
        for (Published key : keys) {
            if (token.kid().isEmpty() || token.kid().equals(key.kid())) {
                named |= token.kid().isPresent();
                if (key.fits(token) && key.key().verifies(token.algorithm(), token.signed(), token.signature())) {
                    return Answer.RIGHT;
                }
            }
        }
        return named ? Answer.WRONG : Answer.UNKNOWN_KEY;
    }
}
