package io.sluice.gateway.guard.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs tokens as somebody else would, with Java alone. */
public final class Issuer {
    private static final Map<String, Issuer> MADE = new ConcurrentHashMap<>();

    private final String algorithm;
    private final KeyPair pair;

    private Issuer(String algorithm, KeyPair pair) {
        this.algorithm = algorithm;
        this.pair = pair;
    }

    /** One for that algorithm, such as {@code RS256}; with another name another key. Made once. */
    public static Issuer of(String algorithm, String name) {
        return MADE.computeIfAbsent(algorithm + name, _ -> {
            try {
                return new Issuer(algorithm, pair(algorithm));
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        });
    }

    public static Issuer of(String algorithm) {
        return of(algorithm, "");
    }

    /** The same key for another algorithm. */
    public Issuer with(String other) {
        return new Issuer(other, pair);
    }

    private static KeyPair pair(String algorithm) throws GeneralSecurityException {
        if (algorithm.startsWith("ES")) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            String curve = Map.of("ES256", "secp256r1", "ES384", "secp384r1", "ES512", "secp521r1")
                    .get(algorithm);
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm.equals("EdDSA") ? "Ed25519" : "RSA");
        if (!algorithm.equals("EdDSA")) {
            generator.initialize(2_048);
        }
        return generator.generateKeyPair();
    }

    /** A token with such claims, in JSON. */
    public String token(String claims) {
        return token("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}", claims);
    }

    /** A token with that header. */
    public String token(String header, String claims) {
        String signed = base64(header) + "." + base64(claims);
        return signed + "." + base64(signature(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private byte[] signature(byte[] signed) {
        try {
            int bits = algorithm.equals("EdDSA") ? 0 : Integer.parseInt(algorithm.substring(2));
            Signature signature = Signature.getInstance(
                    switch (algorithm.substring(0, 2)) {
                        case "RS" -> "SHA" + bits + "withRSA";
                        case "PS" -> "RSASSA-PSS";
                        case "ES" -> "SHA" + bits + "withECDSAinP1363Format";
                        default -> "Ed25519";
                    });
            if (algorithm.startsWith("PS")) {
                signature.setParameter(
                        new PSSParameterSpec("SHA-" + bits, "MGF1", new MGF1ParameterSpec("SHA-" + bits), bits / 8, 1));
            }
            signature.initSign(pair.getPrivate());
            signature.update(signed);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A token signed with a shared secret. */
    public static String shared(String algorithm, byte[] secret, String claims) {
        String signed = base64("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}") + "." + base64(claims);
        return signed + "." + base64(hmac(algorithm, secret, signed));
    }

    public static String shared(String algorithm, String secret, String claims) {
        return shared(algorithm, secret.getBytes(StandardCharsets.UTF_8), claims);
    }

    /** The signature over a text with a shared secret. */
    static byte[] hmac(String algorithm, byte[] secret, String signed) {
        try {
            String name = "HmacSHA" + algorithm.substring(2);
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(secret, name));
            return mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The public key as PEM, line breaks written as in JSON. */
    public String pem() {
        return pem("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    /** The private key likewise. */
    public String privatePem() {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n").replace("\n", "\\n");
    }

    /** The public key as a member of a JWK Set. */
    public String jwk(String kid) {
        String named = "\"kid\":\"" + kid + "\",\"use\":\"sig\"";
        PublicKey key = pair.getPublic();
        return switch (key) {
            case RSAPublicKey rsa ->
                "{\"kty\":\"RSA\",%s,\"n\":\"%s\",\"e\":\"%s\"}"
                        .formatted(named, number(rsa.getModulus(), 0), number(rsa.getPublicExponent(), 0));
            case ECPublicKey ec -> {
                int bits = ec.getParams().getCurve().getField().getFieldSize();
                yield "{\"kty\":\"EC\",%s,\"crv\":\"P-%d\",\"x\":\"%s\",\"y\":\"%s\"}"
                        .formatted(
                                named,
                                bits,
                                number(ec.getW().getAffineX(), (bits + 7) / 8),
                                number(ec.getW().getAffineY(), (bits + 7) / 8));
            }
            default -> {
                byte[] der = key.getEncoded();
                yield "{\"kty\":\"OKP\",%s,\"crv\":\"Ed25519\",\"x\":\"%s\"}"
                        .formatted(named, base64(Arrays.copyOfRange(der, der.length - 32, der.length)));
            }
        };
    }

    private static String number(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] unsigned = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        byte[] padded = new byte[Math.max(length, unsigned.length)];
        System.arraycopy(unsigned, 0, padded, padded.length - unsigned.length, unsigned.length);
        return base64(padded);
    }

    /** A JWK Set of such members. */
    public static String set(String... jwks) {
        return "{\"keys\":[" + String.join(",", jwks) + "]}";
    }
}
