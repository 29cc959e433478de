package io.sluice.gateway.guard.secret;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A key that a sender shows as it is. Compared as {@link SecretText} is; without regard to case where the settings say so. */
public record ApiKey(SecretText text, boolean caseSensitive) {
    public static ApiKey of(String value, boolean caseSensitive) {
        return new ApiKey(new SecretText(caseSensitive ? value : value.toLowerCase(Locale.ROOT)), caseSensitive);
    }

    /** @param sent in UTF-8 */
    public boolean matches(byte[] sent) {
        if (caseSensitive) {
            return text.matches(sent);
        }
        String lower = new String(sent, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        return text.matches(lower.getBytes(StandardCharsets.UTF_8));
    }
}
