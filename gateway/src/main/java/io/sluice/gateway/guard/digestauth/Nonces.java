package io.sluice.gateway.guard.digestauth;

import io.sluice.gateway.guard.around.Encoding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Issues nonces and knows them again without remembering any: each holds when it was issued, what makes it the only one, and the mark of
 * the key over both and the webhook. Thread-safe when the source of randomness is.
 *
 * @param lifetime how long one may be used
 */
record Nonces(RandomGenerator random, Duration lifetime) {
    private static final int HEAD = Long.BYTES + Long.BYTES;
    /** By how much the clocks of instances may differ. */
    private static final Duration CLOCKS = Duration.ofSeconds(30);

    /** What became of a nonce that came back. */
    enum Age {
        /** May be used. */
        YOUNG,
        /** Its time is over. */
        EXPIRED,
        /** Issued by an instance whose clock is ahead of ours. */
        FUTURE,
        /** Not marked by any of our keys for this webhook. */
        FOREIGN
    }

    /** @param nowMicros Unix microseconds */
    String issue(NonceKeys.Ring ring, String webhookId, long nowMicros) {
        byte[] head = ByteBuffer.allocate(HEAD)
                .putLong(nowMicros)
                .putLong(random.nextLong())
                .array();
        byte[] nonce = Arrays.copyOf(head, HEAD + NonceKey.MARK_LENGTH);
        System.arraycopy(ring.first().mark(head, bytes(webhookId)), 0, nonce, HEAD, NonceKey.MARK_LENGTH);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    }

    /**
     * A nonce that came back.
     *
     * @param remaining for how long it must be remembered that it was used, a difference between the clocks of instances included
     */
    record Returned(Age age, Duration remaining) {}

    /** Whether it may be used. */
    Returned look(NonceKeys.Ring ring, String webhookId, String nonce, long nowMicros) {
        OptionalLong issued = issued(ring, webhookId, nonce);
        if (issued.isEmpty()) {
            return new Returned(Age.FOREIGN, Duration.ZERO);
        }
        Duration old = Duration.of(nowMicros - issued.getAsLong(), ChronoUnit.MICROS);
        Duration remaining = lifetime.minus(old).plus(CLOCKS);
        if (old.compareTo(lifetime) > 0) {
            return new Returned(Age.EXPIRED, remaining);
        }
        return new Returned(old.plus(CLOCKS).isNegative() ? Age.FUTURE : Age.YOUNG, remaining);
    }

    private static OptionalLong issued(NonceKeys.Ring ring, String webhookId, String nonce) {
        Optional<byte[]> bytes =
                Encoding.BASE64URL.decode(nonce).filter(found -> found.length == HEAD + NonceKey.MARK_LENGTH);
        if (bytes.isEmpty()) {
            return OptionalLong.empty();
        }
        byte[] head = Arrays.copyOf(bytes.get(), HEAD);
        byte[] mark = Arrays.copyOfRange(bytes.get(), HEAD, HEAD + NonceKey.MARK_LENGTH);
        for (NonceKey key : ring.keys()) {
            if (MessageDigest.isEqual(mark, key.mark(head, bytes(webhookId)))) {
                return OptionalLong.of(ByteBuffer.wrap(head).getLong());
            }
        }
        return OptionalLong.empty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
