package io.sluice.gateway.guard.publickey;

import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * A sender's public key that was looked at and is fit to check signatures. {@link WrittenKey} reads one.
 *
 * @param kind which algorithms it is for
 */
public record VerificationKey(PublicKey key, Kind kind) {
    /** What keys there are. */
    public enum Kind {
        ED25519,
        /** For any signature with RSA. */
        RSA,
        /** For RSASSA-PSS alone, id-RSASSA-PSS of RFC 4055. */
        RSA_PSS,
        P256,
        P384,
        P521
    }

    private static final int MIN_RSA_BITS = 1_024;
    private static final int MAX_RSA_BITS = 8_192;
    private static final int ED25519_BYTES = 32;

    /**
     * Points of small order, without the sign of x: with such a key there is a signature that is right for many messages, and one of them is
     * a key of zeros that somebody meant to fill in.
     */
    private static final Set<String> SMALL_ORDER = Set.of(
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

    /**
     * Looks at a key.
     *
     * @throws InvalidKeyException when it is of no kind that is known, too weak, or no point of its curve; with the cure in the message
     */
    public static VerificationKey of(PublicKey key) throws InvalidKeyException {
        VerificationKey found = new VerificationKey(key, kindOf(key));
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            if (algorithm.takes(found)) {
                algorithm.javaSignature().initVerify(key);
            }
        }
        return found;
    }

    private static Kind kindOf(PublicKey key) throws InvalidKeyException {
        return switch (key) {
            case RSAPublicKey rsa -> rsaKind(rsa);
            case ECPublicKey ec -> {
                Optional<Curve> curve = Curve.of(ec);
                if (curve.isEmpty()) {
                    throw new InvalidKeyException("its curve is not known: P-256, P-384 and P-521 are");
                }
                if (!curve.get().holds(ec.getW())) {
                    throw new InvalidKeyException("it is no point of its curve: copy it again");
                }
                yield curve.get().kind();
            }
            case EdECPublicKey ed -> edKind(ed);
            default ->
                throw new InvalidKeyException(
                        "keys of the kind " + key.getAlgorithm() + " are not known: Ed25519, RSA and ECDSA are");
        };
    }

    private static Kind rsaKind(RSAPublicKey rsa) throws InvalidKeyException {
        int bits = rsa.getModulus().bitLength();
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
            throw new InvalidKeyException("an RSA key of " + bits + " bits is not taken: from " + MIN_RSA_BITS + " to "
                    + MAX_RSA_BITS + " bits are, and 2048 is the least that is held to be safe");
        }
        return rsa.getAlgorithm().equals("RSASSA-PSS") ? Kind.RSA_PSS : Kind.RSA;
    }

    private static Kind edKind(EdECPublicKey ed) throws InvalidKeyException {
        if (!ed.getParams().getName().equals("Ed25519")) {
            throw new InvalidKeyException(ed.getParams().getName() + " is not known: Ed25519 is");
        }
        byte[] encoded = ed.getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
        point[ED25519_BYTES - 1] &= 0x7f;
        if (SMALL_ORDER.contains(HexFormat.of().formatHex(point))) {
            throw new InvalidKeyException("it is a point of small order, with which anybody can sign: copy it again");
        }
        return Kind.ED25519;
    }

    /** Whether it is an RSA key of fewer bits than are held to be safe. */
    public boolean isWeak() {
        return key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < 2_048;
    }

    @Override
    public String toString() {
        return "a public key, " + kind;
    }
}
