package io.sluice.gateway.guard.digestauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** How a response is computed, RFC 7616 section 6.1. */
enum DigestAlgorithm {
    MD5("MD5", "MD5", false),
    MD5_SESS("MD5-sess", "MD5", true),
    SHA_256("SHA-256", "SHA-256", false),
    SHA_256_SESS("SHA-256-sess", "SHA-256", true),
    SHA_512_256("SHA-512-256", "SHA-512/256", false),
    SHA_512_256_SESS("SHA-512-256-sess", "SHA-512/256", true);

    private final String token;
    private final String javaName;
    private final boolean session;

    DigestAlgorithm(String token, String javaName, boolean session) {
        this.token = token;
        this.javaName = javaName;
        this.session = session;
    }

    /** Its name in headers and settings. */
    String token() {
        return token;
    }

    /** Whether the secret is hashed with the nonces once more. */
    boolean session() {
        return session;
    }

    /** The one with that name, in any case. */
    static Optional<DigestAlgorithm> named(String token) {
        return Arrays.stream(values())
                .filter(one -> one.token.equalsIgnoreCase(token))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(DigestAlgorithm::token).toList();
    }

    /** The hash of the parts with colons between them, as hexadecimal digits in lower case. */
    byte[] hash(byte[]... parts) {
        MessageDigest digest = fresh();
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                digest.update((byte) ':');
            }
            digest.update(parts[i]);
        }
        return HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
    }

    private MessageDigest fresh() {
        try {
            return MessageDigest.getInstance(javaName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has no " + javaName, e);
        }
    }
}
