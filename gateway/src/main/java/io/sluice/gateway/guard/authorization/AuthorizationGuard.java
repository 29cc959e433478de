package io.sluice.gateway.guard.authorization;

import io.sluice.core.event.Header;
import io.sluice.core.plugin.Guard;
import io.sluice.core.plugin.Verdict;
import io.sluice.core.plugin.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Compares the header {@code Authorization} with the expected one. A bearer token (RFC 6750, section 2.1) is compared alone: the
 * scheme's name in any case (RFC 9110, section 11.1), blanks around the token ignored. The time of a comparison depends on what was
 * sent, not on what was expected.
 */
final class AuthorizationGuard implements Guard {
    private static final String BEARER = "Bearer ";

    private final boolean bearer;
    private final byte[] expected;
    private final CompletableFuture<Verdict> missing;
    private final CompletableFuture<Verdict> wrong;

    AuthorizationGuard(String expected) {
        this.bearer = isBearer(expected);
        String secret = bearer ? expected.substring(BEARER.length()).strip() : expected;
        this.expected = secret.getBytes(StandardCharsets.UTF_8);
        // The scheme's name and no other word of what is expected: that may be a part of the secret.
        String scheme = expected.regionMatches(true, 0, "Basic ", 0, 6) ? "Basic" : "Bearer";
        List<Header> challenge = List.of(new Header("WWW-Authenticate", scheme + " realm=\"webhook\""));
        this.missing = reject("Unauthorized: the header Authorization is missing", challenge);
        this.wrong = reject("Unauthorized: the header Authorization is not valid", challenge);
    }

    private static CompletableFuture<Verdict> reject(String detail, List<Header> challenge) {
        return new Verdict.Reject(401, "authorization", detail, challenge).now();
    }

    static boolean isBearer(String value) {
        return value.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    @Override
    public CompletableFuture<Verdict> check(WebhookRequest request) {
        String sent = request.header("Authorization");
        if (sent.isEmpty()) {
            return missing;
        }
        if (bearer) {
            if (!isBearer(sent)) {
                return wrong;
            }
            sent = sent.substring(BEARER.length()).strip();
        }
        // isEqual walks over its first argument: what was sent decides how long it takes.
        return MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8), expected) ? Verdict.Accept.NOW : wrong;
    }
}
