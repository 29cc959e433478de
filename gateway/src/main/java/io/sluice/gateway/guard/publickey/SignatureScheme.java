package io.sluice.gateway.guard.publickey;

import java.security.InvalidKeyException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How signatures of a sender are made and written. Thread-safe: each check takes a new {@link Signature} of Java's, which costs less than a
 * hundredth of the check itself.
 *
 * @param form of ECDSA signatures; of no meaning for others
 */
public record SignatureScheme(SignatureAlgorithm algorithm, EcdsaForm form) {
    /**
     * Whether a key made that signature over a message. What is no such signature at all is simply none.
     *
     * @param message in pieces
     * @throws IllegalArgumentException when the algorithm does not take such keys
     */
    public boolean verifies(VerificationKey key, byte[] signature, List<byte[]> message) {
        if (!algorithm.takes(key)) {
            throw new IllegalArgumentException(algorithm + " takes no key of the kind " + key.kind());
        }
        Optional<byte[]> written =
                algorithm.isEcdsa() ? form.raw(signature, algorithm.numberBytes()) : Optional.of(signature);
        if (written.isEmpty()) {
            return false;
        }
        try {
            Signature java = algorithm.javaSignature();
            java.initVerify(key.key());
            for (byte[] piece : message) {
                java.update(piece);
            }
            return java.verify(written.get());
        } catch (SignatureException malformed) {
            return false;
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("The key was tried out when it was read", e);
        }
    }

    @Override
    public String toString() {
        return algorithm.name().toLowerCase(Locale.ROOT);
    }
}
