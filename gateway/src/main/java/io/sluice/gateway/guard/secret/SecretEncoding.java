package io.sluice.gateway.guard.secret;

import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** How the bytes of a secret are written in the settings. */
public enum SecretEncoding {
    /** As text: its bytes in UTF-8. */
    TEXT,
    HEX,
    BASE64,
    BASE64URL;

    private static final String KEY = "secret_encoding";

    /** Reads {@code secret_encoding}; secrets that are not written so are a problem. */
    public static SecretEncoding read(Section section, Secrets secrets) {
        SecretEncoding encoding = section.choice(KEY, TEXT);
        for (Secret secret : secrets.all()) {
            if (!secret.value().isEmpty() && encoding.decode(secret.value()).isEmpty()) {
                section.problem(
                        KEY,
                        secret + " is not written in " + encoding.name().toLowerCase(Locale.ROOT),
                        "copy it again, or write \"text\" when its characters are signed with");
            }
        }
        return encoding;
    }

    /** The bytes of a secret that was found to be written so. */
    public byte[] bytes(Secret secret) {
        return decode(secret.value()).orElse(new byte[1]);
    }

    private Optional<byte[]> decode(String text) {
        Optional<byte[]> bytes = switch (this) {
            case TEXT -> Optional.of(text.getBytes(StandardCharsets.UTF_8));
            case HEX -> Encoding.HEX.decode(text);
            case BASE64 -> Encoding.BASE64.decode(text);
            case BASE64URL -> Encoding.BASE64URL.decode(text);
        };
        return bytes.filter(found -> found.length > 0);
    }
}
