package io.sluice.gateway.guard.oauth1;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a request is signed: RFC 5849 section 3.4, and HMAC-SHA256 beside it. */
enum SignatureMethod {
    HMAC_SHA1("HMAC-SHA1", "SHA-1"),
    HMAC_SHA256("HMAC-SHA256", "SHA-256"),
    RSA_SHA1("RSA-SHA1", "SHA-1"),
    /** The secrets themselves. */
    PLAINTEXT("PLAINTEXT", "SHA-1");

    private final String token;
    private final String bodyHash;

    SignatureMethod(String token, String bodyHash) {
        this.token = token;
        this.bodyHash = bodyHash;
    }

    /** Its name in requests and settings. */
    String token() {
        return token;
    }

    /** The hash function of {@code oauth_body_hash}, for {@link java.security.MessageDigest}. */
    String bodyHash() {
        return bodyHash;
    }

    /** The one with that name, in any case. */
    static Optional<SignatureMethod> named(String token) {
        return Arrays.stream(values())
                .filter(one -> one.token.equalsIgnoreCase(token))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(SignatureMethod::token).toList();
    }
}
