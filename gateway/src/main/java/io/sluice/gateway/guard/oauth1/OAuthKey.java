package io.sluice.gateway.guard.oauth1;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secrets of consumer and token, as signatures are made with them. Never shows itself. Thread-safe. */
final class OAuthKey {
    /**
     * What a sender says.
     *
     * @param text what was signed
     * @param signature as it was sent
     */
    record Claim(String text, String signature) {}

    private final byte[] joined;
    /** Keyed once and only ever copied; empty for PLAINTEXT. */
    private final Optional<Mac> keyed;

    /** @param joined both secrets, encoded, with an ampersand between them */
    OAuthKey(SignatureMethod method, String joined) {
        this.joined = bytes(joined);
        this.keyed = switch (method) {
            case HMAC_SHA1 -> Optional.of(mac("HmacSHA1", this.joined));
            case HMAC_SHA256 -> Optional.of(mac("HmacSHA256", this.joined));
            case PLAINTEXT -> Optional.empty();
            case RSA_SHA1 -> throw new IllegalArgumentException("RSA-SHA1 has no secrets");
        };
    }

    /** Both secrets as one, RFC 5849 section 3.4.2. */
    static String join(String consumerSecret, String tokenSecret) {
        return PercentEncoding.encodeUtf8(consumerSecret) + "&" + PercentEncoding.encodeUtf8(tokenSecret);
    }

    private static Mac mac(String algorithm, byte[] key) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }

    /** Whether that is the signature. The time tells nothing of it. */
    boolean matches(Claim claim) {
        return keyed.map(mac -> MessageDigest.isEqual(bytes(claim.signature()), bytes(sign(mac, claim.text()))))
                .orElseGet(() -> MessageDigest.isEqual(bytes(claim.signature()), joined));
    }

    private static String sign(Mac keyed, String text) {
        try {
            byte[] signature = ((Mac) keyed.clone()).doFinal(bytes(text));
            return Base64.getEncoder().encodeToString(signature);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own HMAC can be copied", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return "a key";
    }
}
