package io.sluice.bench.prove;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256, in little memory. */
record Digest(long a, long b, long c, long d) {

    static Digest of(byte[] body) {
        try {
            return of(ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(body)));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    static Digest parse(String hex) {
        return of(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    private static Digest of(ByteBuffer bytes) {
        return new Digest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(a)
                + HexFormat.of().toHexDigits(b)
                + HexFormat.of().toHexDigits(c)
                + HexFormat.of().toHexDigits(d);
    }
}
