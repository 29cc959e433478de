package io.sluice.gateway.guard.token;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a token can be signed: RFC 7518, section 3.1, and RFC 8037. {@code none} is not among them. */
public enum TokenAlgorithm {
    HS256(Family.HMAC, 256, "HmacSHA256"),
    HS384(Family.HMAC, 384, "HmacSHA384"),
    HS512(Family.HMAC, 512, "HmacSHA512"),
    RS256(Family.RSA, 256, "SHA256withRSA"),
    RS384(Family.RSA, 384, "SHA384withRSA"),
    RS512(Family.RSA, 512, "SHA512withRSA"),
    PS256(Family.RSA_PSS, 256, "RSASSA-PSS"),
    PS384(Family.RSA_PSS, 384, "RSASSA-PSS"),
    PS512(Family.RSA_PSS, 512, "RSASSA-PSS"),
    ES256(Family.EC, 256, "SHA256withECDSAinP1363Format"),
    ES384(Family.EC, 384, "SHA384withECDSAinP1363Format"),
    ES512(Family.EC, 512, "SHA512withECDSAinP1363Format"),
    /** Ed25519 alone. */
    EDDSA(Family.EDWARDS, 512, "Ed25519");

    /** What kind of key an algorithm takes. A key is of one kind, so that a public one is never taken for a shared secret. */
    public enum Family {
        HMAC,
        RSA,
        RSA_PSS,
        EC,
        EDWARDS
    }

    private final Family family;
    private final int hashBits;
    private final String javaName;

    TokenAlgorithm(Family family, int hashBits, String javaName) {
        this.family = family;
        this.hashBits = hashBits;
        this.javaName = javaName;
    }

    /** The one that a token's header names, in the standard's spelling. */
    static Optional<TokenAlgorithm> inHeader(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.written().equals(name))
                .findFirst()
                // The name of RFC 9864 for the same.
                .or(() -> name.equals("Ed25519") ? Optional.of(EDDSA) : Optional.empty());
    }

    /** The one that the settings name, in any case. */
    static Optional<TokenAlgorithm> inSettings(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(name.strip().toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    Family family() {
        return family;
    }

    int hashBits() {
        return hashBits;
    }

    String javaName() {
        return javaName;
    }

    /** Whether a signature takes a millisecond, more or less, to verify: too long for an event loop. One of RSA takes some 0.03 ms. */
    boolean slow() {
        return family == Family.EC || family == Family.EDWARDS;
    }

    /** As the standard spells it. */
    public String written() {
        return this == EDDSA ? "EdDSA" : name();
    }
}
