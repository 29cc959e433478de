package io.sluice.gateway.guard.digestauth;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a response vouches for, {@code qop} in RFC 7616. */
enum Protection {
    /** Method and target. */
    AUTH("auth"),
    /** The body, too. */
    AUTH_INT("auth-int");

    private final String token;

    Protection(String token) {
        this.token = token;
    }

    /** Its name in headers and settings. */
    String token() {
        return token;
    }

    static Optional<Protection> named(String token) {
        return Arrays.stream(values()).filter(one -> one.token.equals(token)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Protection::token).toList();
    }
}
