package io.sluice.gateway.guard.authorization;

import io.sluice.gateway.guard.secret.SecretText;

/**
 * One value that the header may have. A bearer token (RFC 6750, section 2.1) is compared alone: the scheme's name in any case (RFC 9110,
 * section 11.1), blanks around the token ignored.
 */
record ExpectedAuthorization(boolean bearer, SecretText secret) {
    private static final String BEARER = "Bearer ";

    static ExpectedAuthorization of(String written) {
        boolean bearer = isBearer(written);
        return new ExpectedAuthorization(bearer, new SecretText(bearer ? token(written) : written));
    }

    static boolean isBearer(String value) {
        return value.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    private static String token(String value) {
        return value.substring(BEARER.length()).strip();
    }

    boolean matches(String sent) {
        if (!bearer) {
            return secret.matchesHeader(sent);
        }
        return isBearer(sent) && secret.matchesHeader(token(sent));
    }
}
