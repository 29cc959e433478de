package io.sluice.gateway.guard.httpsignature;

import io.sluice.gateway.guard.publickey.EcdsaForm;
import io.sluice.gateway.guard.publickey.SignatureAlgorithm;
import io.sluice.gateway.guard.publickey.SignatureScheme;
import io.sluice.gateway.guard.publickey.VerificationKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The algorithms of RFC 9421, section 3.3. */
enum RegisteredAlgorithm {
    ED25519("ed25519", Optional.of(SignatureAlgorithm.ED25519)),
    ECDSA_P256("ecdsa-p256-sha256", Optional.of(SignatureAlgorithm.ECDSA_P256)),
    ECDSA_P384("ecdsa-p384-sha384", Optional.of(SignatureAlgorithm.ECDSA_P384)),
    RSA_PSS("rsa-pss-sha512", Optional.of(SignatureAlgorithm.RSA_PSS_SHA512)),
    RSA("rsa-v1_5-sha256", Optional.of(SignatureAlgorithm.RSA_SHA256)),
    /** With a shared secret. */
    HMAC("hmac-sha256", Optional.empty());

    private final String wire;
    private final Optional<SignatureAlgorithm> algorithm;

    RegisteredAlgorithm(String wire, Optional<SignatureAlgorithm> algorithm) {
        this.wire = wire;
        this.algorithm = algorithm;
    }

    /** The name in the registry. */
    String wire() {
        return wire;
    }

    boolean takes(VerificationKey key) {
        return algorithm.isPresent() && algorithm.get().takes(key);
    }

    /** Whether a check takes too long for an event loop. */
    boolean isSlow() {
        return algorithm.filter(SignatureAlgorithm::isSlow).isPresent();
    }

    /** How it is checked with a public key, which {@link #takes} has said yes to. */
    SignatureScheme scheme() {
        return new SignatureScheme(algorithm.orElseThrow(), EcdsaForm.RAW);
    }

    static Optional<RegisteredAlgorithm> named(String wire) {
        return Arrays.stream(values()).filter(one -> one.wire.equals(wire)).findFirst();
    }

    /** All names, for a message. */
    static String names() {
        return Arrays.stream(values()).map(RegisteredAlgorithm::wire).collect(Collectors.joining(", "));
    }
}
