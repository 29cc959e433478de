package io.sluice.gateway.guard.replay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The name under which something is remembered: a hash, so that it is short and says nothing, in the room of one webhook's guard. */
public final class ReplayKey {
    private static final int HASH_BYTES = 16;

    private ReplayKey() {}

    /** @param parts what together must not come twice, such as a client's name and its nonce */
    public static String of(String webhookId, String guard, String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // The length stands before each part, so that no two lists of parts look alike.
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return name(webhookId, guard, digest.digest());
    }

    /** The same for bytes, such as a signature. */
    public static String of(String webhookId, String guard, byte[] part) {
        return name(webhookId, guard, sha256().digest(part));
    }

    /** The same for bytes in pieces, such as what a signature was made over. Where they are parted plays no part. */
    public static String of(String webhookId, String guard, List<byte[]> pieces) {
        MessageDigest digest = sha256();
        pieces.forEach(digest::update);
        return name(webhookId, guard, digest.digest());
    }

    private static String name(String webhookId, String guard, byte[] hash) {
        return webhookId + ":" + guard + ":"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, HASH_BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
