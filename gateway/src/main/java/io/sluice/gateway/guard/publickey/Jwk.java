package io.sluice.gateway.guard.publickey;

import io.sluice.core.settings.Section;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;

/** Public keys as JSON, RFC 7517, 7518 and 8037. */
final class Jwk {
    private static final int ED25519_BYTES = 32;
    /** What says something about a key that is of no use here. */
    private static final List<String> FURTHER = List.of("alg", "use", "x5t", "x5t#S256", "x5u");

    private Jwk() {}

    static VerificationKey read(Section jwk) throws InvalidKeyException {
        for (String secret : List.of("d", "k")) {
            if (jwk.has(secret)) {
                throw new InvalidKeyException(
                        "the JWK holds a private key, which belongs to the sender alone: take the public one");
            }
        }
        FURTHER.forEach(jwk::string);
        jwk.strings("key_ops");
        jwk.strings("x5c");
        String type = jwk.string("kty", "");
        return switch (type) {
            case "OKP" -> octets(jwk);
            case "RSA" -> key("RSA", new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
            case "EC" -> point(jwk);
            default -> throw new InvalidKeyException("the JWK has another \"kty\" than OKP, RSA and EC");
        };
    }

    private static VerificationKey octets(Section jwk) throws InvalidKeyException {
        byte[] point = bytes(jwk, "x");
        if (!jwk.string("crv", "").equals("Ed25519") || point.length != ED25519_BYTES) {
            throw new InvalidKeyException("the JWK is no key of Ed25519 with 32 bytes in \"x\"");
        }
        return WrittenKey.ed25519(point);
    }

    private static VerificationKey point(Section jwk) throws InvalidKeyException {
        Curve curve = Curve.named(jwk.string("crv", ""))
                .orElseThrow(() -> new InvalidKeyException("the JWK has another \"crv\" than P-256, P-384 and P-521"));
        ECPoint point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
        if (!curve.holds(point)) {
            throw new InvalidKeyException("it is no point of its curve: copy it again");
        }
        return key("EC", new ECPublicKeySpec(point, curve.parameters()));
    }

    private static VerificationKey key(String algorithm, KeySpec spec) throws InvalidKeyException {
        try {
            return VerificationKey.of(KeyFactory.getInstance(algorithm).generatePublic(spec));
        } catch (InvalidKeySpecException wrong) {
            throw new InvalidKeyException("the numbers of the JWK are no public key of " + algorithm, wrong);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }

    private static BigInteger number(Section jwk, String name) throws InvalidKeyException {
        return new BigInteger(1, bytes(jwk, name));
    }

    private static byte[] bytes(Section jwk, String name) throws InvalidKeyException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(jwk.string(name, ""));
            if (bytes.length > 0) {
                return bytes;
            }
        } catch (IllegalArgumentException wrong) {
            // named below, like what is not there
        }
        throw new InvalidKeyException("the JWK has no \"" + name + "\" in Base64url");
    }
}
