package io.sluice.gateway.guard.replay;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The name under which something is remembered, in the room of one webhook's guard: a hash of all of it, so that it says nothing, and is short
 * whatever the webhook is called. Redis keeps one for each event.
 */
public final class ReplayKey {
    private static final int HASH_BYTES = 16;

    private ReplayKey() {}

    /** @param parts what together must not come twice, such as a client's name and its nonce */
    public static String of(String webhookId, String guard, String... parts) {
        MessageDigest digest = room(webhookId, guard);
        for (String part : parts) {
            add(digest, part);
        }
        return name(digest);
    }

    /** The same for bytes, such as a signature. */
    public static String of(String webhookId, String guard, byte[] part) {
        MessageDigest digest = room(webhookId, guard);
        digest.update(part);
        return name(digest);
    }

    /** The same for bytes in pieces, such as what a signature was made over. Where they are parted plays no part. */
    public static String of(String webhookId, String guard, List<byte[]> pieces) {
        MessageDigest digest = room(webhookId, guard);
        pieces.forEach(digest::update);
        return name(digest);
    }

    private static MessageDigest room(String webhookId, String guard) {
        MessageDigest digest = sha256();
        add(digest, webhookId);
        add(digest, guard);
        return digest;
    }

    /** The length stands before each text, so that no two lists of texts look alike. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) (bytes.length >>> 24));
        digest.update((byte) (bytes.length >>> 16));
        digest.update((byte) (bytes.length >>> 8));
        digest.update((byte) bytes.length);
        digest.update(bytes);
    }

    private static String name(MessageDigest digest) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest.digest(), HASH_BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
