package io.sluice.gateway.guard.digestauth;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What makes a nonce ours: HMAC with SHA-256, cut to 128 bits. Never shows itself. Thread-safe. */
final class NonceKey {
    /** Bytes of a key. */
    static final int LENGTH = 32;

    /** Bytes of a mark. */
    static final int MARK_LENGTH = 16;

    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] bytes;
    /** Keyed once and only ever copied. */
    private final Mac keyed;

    NonceKey(byte[] bytes) {
        this.bytes = bytes.clone();
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(bytes, ALGORITHM));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java platform has HMAC with SHA-256", e);
        }
    }

    static NonceKey random(RandomGenerator random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new NonceKey(bytes);
    }

    /** The mark of these parts, which are of a fixed length each but for the last one. */
    byte[] mark(byte[] first, byte[] last) {
        try {
            Mac mac = (Mac) keyed.clone();
            mac.update(first);
            mac.update(last);
            return Arrays.copyOf(mac.doFinal(), MARK_LENGTH);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own HMAC can be copied", e);
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    boolean isMadeOf(byte[] other) {
        return Arrays.equals(bytes, other);
    }

    @Override
    public String toString() {
        return "a key";
    }
}
