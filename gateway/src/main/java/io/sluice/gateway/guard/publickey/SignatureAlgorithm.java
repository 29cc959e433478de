package io.sluice.gateway.guard.publickey;

import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** How a signature is made: with which keys, and over which hash. */
public enum SignatureAlgorithm {
    /** RFC 8032. */
    ED25519("Ed25519", 0, VerificationKey.Kind.ED25519),
    /** RSASSA-PKCS1-v1_5 of RFC 8017 with a hash for which collisions are known: for old senders only. */
    RSA_SHA1("SHA1withRSA", 0, VerificationKey.Kind.RSA),
    /** RSASSA-PKCS1-v1_5 of RFC 8017. */
    RSA_SHA256("SHA256withRSA", 0, VerificationKey.Kind.RSA),
    RSA_SHA384("SHA384withRSA", 0, VerificationKey.Kind.RSA),
    RSA_SHA512("SHA512withRSA", 0, VerificationKey.Kind.RSA),
    /** RSASSA-PSS of RFC 8017, with a salt as long as the hash and MGF1 over the same hash. */
    RSA_PSS_SHA256("SHA-256", 32, VerificationKey.Kind.RSA),
    RSA_PSS_SHA384("SHA-384", 48, VerificationKey.Kind.RSA),
    RSA_PSS_SHA512("SHA-512", 64, VerificationKey.Kind.RSA),
    /** ECDSA of FIPS 186-5 on the curve with the hash of its size. */
    ECDSA_P256("SHA256withECDSAinP1363Format", 0, VerificationKey.Kind.P256),
    ECDSA_P384("SHA384withECDSAinP1363Format", 0, VerificationKey.Kind.P384),
    ECDSA_P521("SHA512withECDSAinP1363Format", 0, VerificationKey.Kind.P521);

    private final String name;
    private final int saltBytes;
    private final VerificationKey.Kind kind;

    SignatureAlgorithm(String name, int saltBytes, VerificationKey.Kind kind) {
        this.name = name;
        this.saltBytes = saltBytes;
        this.kind = kind;
    }

    /** Whether a key can have made such a signature. */
    public boolean takes(VerificationKey key) {
        if (saltBytes == 64 && key.isWeak()) {
            return false; // twice the hash does not fit into a key of 1,024 bits
        }
        return key.kind() == kind || (saltBytes > 0 && key.kind() == VerificationKey.Kind.RSA_PSS);
    }

    /** Whether a check takes so long that it is not for an event loop: with RSA it takes some 30 µs, with a curve 500 and more. */
    public boolean isSlow() {
        return this == ED25519 || isEcdsa();
    }

    /** Whether it is ECDSA, whose two numbers are written in one of two ways. */
    public boolean isEcdsa() {
        return name.endsWith("inP1363Format");
    }

    /** The curve's, in bytes: that of each number of a signature; 0 when it is not ECDSA. */
    int numberBytes() {
        return switch (this) {
            case ECDSA_P256 -> 32;
            case ECDSA_P384 -> 48;
            case ECDSA_P521 -> 66;
            default -> 0;
        };
    }

    /** A new one of Java's; it is not thread-safe. ECDSA takes its numbers side by side. */
    Signature javaSignature() {
        try {
            if (saltBytes == 0) {
                return Signature.getInstance(name);
            }
            Signature pss = Signature.getInstance("RSASSA-PSS");
            pss.setParameter(new PSSParameterSpec(name, "MGF1", new MGF1ParameterSpec(name), saltBytes, 1));
            return pss;
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new IllegalStateException("Every Java platform of this version has " + this, e);
        }
    }
}
