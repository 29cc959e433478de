package io.sluice.gateway.guard.httpsignature;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that both sides sign with, {@code hmac-sha256}. Never shows itself. Thread-safe. */
final class SharedKey implements SenderKey.Check {
    private static final String NAME = "HmacSHA256";

    /** Keyed once and only ever copied. */
    private final Mac keyed;

    SharedKey(byte[] secret) {
        try {
            keyed = Mac.getInstance(NAME);
            keyed.init(new SecretKeySpec(secret, NAME));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java platform has " + NAME, e);
        }
    }

    @Override
    public boolean verifies(byte[] signature, byte[] base) {
        try {
            return MessageDigest.isEqual(signature, ((Mac) keyed.clone()).doFinal(base));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own HMAC can be copied", e);
        }
    }

    @Override
    public String toString() {
        return "a shared key";
    }
}
