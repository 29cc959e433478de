package io.sluice.gateway.guard.token;

import com.nimbusds.jose.jwk.Curve;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that signatures are verified with, bound to its kind. Never shows itself. Thread-safe.
 *
 * <p>Signatures are verified by Java itself: the verifiers of the JOSE library refuse shared secrets that are short, which existing
 * configurations have, and want another library for Ed25519.
 */
sealed interface TokenKey {
    /** The fewest bits of an RSA key: RFC 7518, section 3.3. */
    int SHORTEST_RSA = 2_048;

    /** What an RSA key verifies. */
    Set<TokenAlgorithm> RSA_ALGORITHMS = Set.of(
            TokenAlgorithm.RS256,
            TokenAlgorithm.RS384,
            TokenAlgorithm.RS512,
            TokenAlgorithm.PS256,
            TokenAlgorithm.PS384,
            TokenAlgorithm.PS512);

    /** Whether that algorithm takes such a key. */
    boolean fits(TokenAlgorithm algorithm);

    /** Whether the signature over these bytes is right. An algorithm that does not fit verifies nothing. */
    boolean verifies(TokenAlgorithm algorithm, byte[] signed, byte[] signature);

    /** What is used when nothing is said. */
    TokenAlgorithm usual();

    /** What it is, for the operator. */
    String kind();

    /** A shared secret. */
    static TokenKey shared(byte[] secret) {
        return new Shared(secret);
    }

    /** A public key; empty when no algorithm takes it. */
    static Optional<TokenKey> of(PublicKey key) {
        Public found = new Public(key);
        return found.algorithms.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /** Both sides have it. */
    final class Shared implements TokenKey {
        private final int bytes;
        /** Keyed once and only ever copied. */
        private final Map<TokenAlgorithm, Mac> keyed = new EnumMap<>(TokenAlgorithm.class);

        private Shared(byte[] secret) {
            this.bytes = secret.length;
            for (TokenAlgorithm algorithm : TokenAlgorithm.values()) {
                if (fits(algorithm)) {
                    keyed.put(algorithm, mac(algorithm.javaName(), secret));
                }
            }
        }

        private static Mac mac(String name, byte[] secret) {
            try {
                Mac mac = Mac.getInstance(name);
                mac.init(new SecretKeySpec(secret, name));
                return mac;
            } catch (NoSuchAlgorithmException | InvalidKeyException e) {
                throw new IllegalStateException("Every Java platform has " + name, e);
            }
        }

        int bytes() {
            return bytes;
        }

        @Override
        public boolean fits(TokenAlgorithm algorithm) {
            return algorithm.family() == TokenAlgorithm.Family.HMAC;
        }

        @Override
        public boolean verifies(TokenAlgorithm algorithm, byte[] signed, byte[] signature) {
            try {
                return fits(algorithm)
                        && MessageDigest.isEqual(
                                signature, ((Mac) keyed.get(algorithm).clone()).doFinal(signed));
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("Java's own HMAC can be copied", e);
            }
        }

        @Override
        public TokenAlgorithm usual() {
            return TokenAlgorithm.HS256;
        }

        @Override
        public String kind() {
            return "a shared secret";
        }

        @Override
        public String toString() {
            return kind();
        }
    }

    /** The sender alone can sign. */
    final class Public implements TokenKey {
        private final PublicKey key;
        private final Set<TokenAlgorithm> algorithms = EnumSet.noneOf(TokenAlgorithm.class);

        private Public(PublicKey key) {
            this.key = key;
            switch (key) {
                case RSAPublicKey rsa
                when rsa.getModulus().bitLength() >= SHORTEST_RSA -> algorithms.addAll(RSA_ALGORITHMS);
                case ECPublicKey ec ->
                    ofCurve(Curve.forECParameterSpec(ec.getParams())).ifPresent(algorithms::add);
                case EdECPublicKey edwards
                when edwards.getParams().getName().equals("Ed25519") -> algorithms.add(TokenAlgorithm.EDDSA);
                default -> {}
            }
        }

        /** RFC 7518, section 3.4: each algorithm has its curve. */
        private static Optional<TokenAlgorithm> ofCurve(Curve curve) {
            if (Curve.P_256.equals(curve)) {
                return Optional.of(TokenAlgorithm.ES256);
            }
            if (Curve.P_384.equals(curve)) {
                return Optional.of(TokenAlgorithm.ES384);
            }
            return Curve.P_521.equals(curve) ? Optional.of(TokenAlgorithm.ES512) : Optional.empty();
        }

        @Override
        public boolean fits(TokenAlgorithm algorithm) {
            return algorithms.contains(algorithm);
        }

        @Override
        public boolean verifies(TokenAlgorithm algorithm, byte[] signed, byte[] signature) {
            if (!fits(algorithm) || !hasLength(algorithm, signature)) {
                return false;
            }
            try {
                Signature check = Signature.getInstance(algorithm.javaName());
                if (algorithm.family() == TokenAlgorithm.Family.RSA_PSS) {
                    check.setParameter(pss(algorithm.hashBits()));
                }
                check.initVerify(key);
                check.update(signed);
                return check.verify(signature);
            } catch (SignatureException malformed) {
                return false;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every Java platform has " + algorithm.javaName(), e);
            }
        }

        /** RFC 7518, section 3.4: two numbers of the curve's length, and nothing else. */
        private static boolean hasLength(TokenAlgorithm algorithm, byte[] signature) {
            return switch (algorithm) {
                case ES256 -> signature.length == 64;
                case ES384 -> signature.length == 96;
                case ES512 -> signature.length == 132;
                default -> true;
            };
        }

        private static PSSParameterSpec pss(int bits) {
            MGF1ParameterSpec mask = switch (bits) {
                case 256 -> MGF1ParameterSpec.SHA256;
                case 384 -> MGF1ParameterSpec.SHA384;
                default -> MGF1ParameterSpec.SHA512;
            };
            return new PSSParameterSpec("SHA-" + bits, "MGF1", mask, bits / 8, 1);
        }

        @Override
        public TokenAlgorithm usual() {
            return algorithms.iterator().next();
        }

        @Override
        public String kind() {
            return "a public key for " + usual().written();
        }

        @Override
        public String toString() {
            return kind();
        }
    }
}
