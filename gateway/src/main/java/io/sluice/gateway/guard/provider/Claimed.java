package io.sluice.gateway.guard.provider;

import io.sluice.gateway.guard.around.SentTime;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a request claims to prove, before a secret is tried. */
sealed interface Claimed {
    /**
     * It is signed.
     *
     * @param by whether somebody signed it; looks at all there is, so that the time tells nothing
     * @param time when it was sent, where that is signed, too
     * @param content what is signed, in pieces: two requests with the same content are the same
     */
    record Signed(Predicate<Signer> by, Optional<SentTime> time, List<byte[]> content) implements Claimed {}

    /**
     * It claims nothing that could be true.
     *
     * @param cause for the operator
     */
    record Nothing(String cause) implements Claimed {}

    /** Signed when one of the signatures is that of one of the texts. */
    static Claimed anyOf(List<byte[]> signatures, List<List<byte[]>> texts, Optional<SentTime> time) {
        return new Signed(
                signer -> {
                    boolean any = false;
                    for (List<byte[]> text : texts) {
                        byte[] own = signer.sign(text);
                        for (byte[] signature : signatures) {
                            any |= MessageDigest.isEqual(signature, own);
                        }
                    }
                    return any;
                },
                time,
                texts.getFirst());
    }
}
