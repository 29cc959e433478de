package io.sluice.gateway.guard.hmac;

import io.sluice.core.plugin.WebhookRequest;
import io.sluice.gateway.guard.signing.SignedText;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that signs, RFC 2104. Never shows itself. Thread-safe. */
public final class HmacKey {
    /** Keyed once and only ever copied. */
    private final Mac keyed;

    public HmacKey(HmacAlgorithm algorithm, byte[] secret) {
        try {
            keyed = Mac.getInstance(algorithm.javaName());
            keyed.init(new SecretKeySpec(secret, algorithm.javaName()));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java platform has HMAC with " + algorithm, e);
        }
    }

    /** The signature of a request. */
    public byte[] sign(SignedText signed, WebhookRequest request) {
        try {
            Mac mac = (Mac) keyed.clone();
            signed.write(request, mac::update);
            return mac.doFinal();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own HMAC can be copied", e);
        }
    }

    /** The signature of bytes that are no request, such as a challenge. */
    public byte[] sign(byte[] bytes) {
        try {
            return ((Mac) keyed.clone()).doFinal(bytes);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own HMAC can be copied", e);
        }
    }

    /** Whether that is the signature. The time tells nothing of it. */
    public boolean matches(SignedText signed, WebhookRequest request, byte[] signature) {
        return MessageDigest.isEqual(signature, sign(signed, request));
    }

    /** The signature of a text in pieces. */
    public byte[] sign(List<byte[]> pieces) {
        try {
            Mac mac = (Mac) keyed.clone();
            pieces.forEach(mac::update);
            return mac.doFinal();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Every Java platform can clone a Mac", e);
        }
    }

    /** Bytes of a signature. */
    int length() {
        return keyed.getMacLength();
    }

    @Override
    public String toString() {
        return "a key";
    }
}
