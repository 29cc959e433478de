package io.sluice.gateway.guard.httpsignature;

import io.sluice.gateway.guard.structured.BareItem;
import io.sluice.gateway.guard.structured.MalformedField;
import io.sluice.gateway.guard.structured.Member;
import io.sluice.gateway.guard.structured.StructuredField;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a body is the one that {@code Content-Digest} (RFC 9530) names. */
final class ContentDigest {
    /** Those that RFC 9530 calls secure; others that stand beside them tell nothing and are passed over. */
    private static final Map<String, String> ALGORITHMS = Map.of("sha-256", "SHA-256", "sha-512", "SHA-512");

    private ContentDigest() {}

    /**
     * What is wrong, for the operator; empty when the body is right.
     *
     * @param lines of the field
     * @param body as it came
     */
    static Optional<String> fault(List<String> lines, byte[] body) {
        int known = 0;
        try {
            for (Map.Entry<String, Member> entry : StructuredField.dictionary(String.join(", ", lines))
                    .members()
                    .entrySet()) {
                String algorithm = ALGORITHMS.get(entry.getKey());
                if (algorithm != null) {
                    known++;
                    if (!matches(algorithm, entry.getValue(), body)) {
                        return Optional.of("its Content-Digest is not that of the body: it was changed on the way");
                    }
                }
            }
        } catch (MalformedField malformed) {
            return Optional.of("its Content-Digest is malformed: " + malformed.getMessage());
        }
        return known > 0 ? Optional.empty() : Optional.of("its Content-Digest has neither sha-256 nor sha-512");
    }

    private static boolean matches(String algorithm, Member member, byte[] body) {
        if (!(member instanceof Member.Item item) || !(item.value() instanceof BareItem.Bytes sent)) {
            return false;
        }
        try {
            return MessageDigest.isEqual(
                    sent.decoded(), MessageDigest.getInstance(algorithm).digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }
}
