package io.sluice.gateway.guard.publickey;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.security.spec.InvalidParameterSpecException;
import java.util.Optional;

/** The curves of FIPS 186-5 that keys may lie on. */
enum Curve {
    P256("P-256", "secp256r1", VerificationKey.Kind.P256),
    P384("P-384", "secp384r1", VerificationKey.Kind.P384),
    P521("P-521", "secp521r1", VerificationKey.Kind.P521);

    private final String name;
    private final String javaName;
    private final VerificationKey.Kind kind;

    Curve(String name, String javaName, VerificationKey.Kind kind) {
        this.name = name;
        this.javaName = javaName;
        this.kind = kind;
    }

    VerificationKey.Kind kind() {
        return kind;
    }

    /** By the name of RFC 7518, such as {@code P-256}. */
    static Optional<Curve> named(String name) {
        for (Curve curve : values()) {
            if (curve.name.equals(name)) {
                return Optional.of(curve);
            }
        }
        return Optional.empty();
    }

    /** The curve of a key, by what it is and not by what it is called. */
    static Optional<Curve> of(ECPublicKey key) {
        for (Curve curve : values()) {
            ECParameterSpec own = curve.parameters();
            ECParameterSpec other = key.getParams();
            if (own.getCurve().equals(other.getCurve())
                    && own.getGenerator().equals(other.getGenerator())
                    && own.getOrder().equals(other.getOrder())
                    && own.getCofactor() == other.getCofactor()) {
                return Optional.of(curve);
            }
        }
        return Optional.empty();
    }

    ECParameterSpec parameters() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(javaName));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (NoSuchAlgorithmException | InvalidParameterSpecException e) {
            throw new IllegalStateException("Every Java platform has the curve " + name, e);
        }
    }

    /** Whether a point lies on it: y² = x³ + ax + b. */
    boolean holds(ECPoint point) {
        if (point.equals(ECPoint.POINT_INFINITY)) {
            return false;
        }
        EllipticCurve curve = parameters().getCurve();
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        boolean inField = x.signum() >= 0 && y.signum() >= 0 && x.compareTo(p) < 0 && y.compareTo(p) < 0;
        BigInteger right =
                x.pow(2).add(curve.getA()).multiply(x).add(curve.getB()).mod(p);
        return inField && y.pow(2).mod(p).equals(right);
    }
}
