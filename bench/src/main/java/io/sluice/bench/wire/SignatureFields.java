package io.sluice.bench.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/** The header fields of {@link Payload.Signed}. For one thread. */
final class SignatureFields {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SIGNATURE = "\r\nX-Signature: ".getBytes(StandardCharsets.US_ASCII);
    private static final String ALGORITHM = "HmacSHA256";
    private static final int DIGITS = 19;

    private final Mac mac;
    private final byte[] digest;
    private final byte[] id;

    SignatureFields(String secret, String run) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
        digest = new byte[mac.getMacLength()];
        id = ("X-Delivery-Id: " + run + "-").getBytes(StandardCharsets.US_ASCII);
    }

    /** Bytes that the fields take at most. */
    int longest() {
        return id.length + DIGITS + SIGNATURE.length + 2 * digest.length + 2;
    }

    /** Writes both fields; says where they end. */
    int write(byte[] body, int length, long number, byte[] target, int from) {
        try {
            mac.update(body, 0, length);
            mac.doFinal(digest, 0);
        } catch (ShortBufferException impossible) {
            throw new IllegalStateException(impossible);
        }
        System.arraycopy(id, 0, target, from, id.length);
        int at = RequestEncoder.put(number, target, from + id.length);
        System.arraycopy(SIGNATURE, 0, target, at, SIGNATURE.length);
        at += SIGNATURE.length;
        for (byte next : digest) {
            target[at++] = HEX[(next >> 4) & 0xF];
            target[at++] = HEX[next & 0xF];
        }
        target[at++] = '\r';
        target[at++] = '\n';
        return at;
    }
}
