package io.sluice.gateway.guard.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A text that is compared with what was sent: a password, a token. How long that takes depends on what was sent, neither on the secret
 * nor on its length. Never shows itself.
 */
public final class SecretText {
    private final byte[] expected;

    public SecretText(String expected) {
        this.expected = expected.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a header's value, whose characters are its bytes, is the same text. */
    public boolean matchesHeader(String value) {
        return matches(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Whether these bytes are the text in UTF-8. */
    public boolean matches(byte[] sent) {
        // isEqual walks over its first argument: what was sent decides how long it takes.
        return MessageDigest.isEqual(sent, expected);
    }

    @Override
    public String toString() {
        return "a secret text";
    }
}
