package io.sluice.gateway.guard.provider;

import io.sluice.core.settings.Section;
import io.sluice.gateway.guard.around.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * How a provider writes the secrets that it hands out.
 *
 * @param prefix what may stand before it and is no part of it, such as {@code whsec_}
 * @param encoding how its bytes are written; when empty, its characters in UTF-8 are its bytes
 */
record SecretForm(String prefix, Optional<Encoding> encoding) {
    static final SecretForm TEXT = new SecretForm("", Optional.empty());

    /** Reads {@code secret_prefix} and {@code secret_encoding} of a provider's file. */
    static SecretForm of(Section file) {
        Optional<Encoding> encoding = file.has("secret_encoding")
                ? Optional.of(file.choice("secret_encoding", Encoding.BASE64))
                : Optional.empty();
        return new SecretForm(file.string("secret_prefix", ""), encoding);
    }

    /** The bytes that are signed with; empty when it is not written so. */
    Optional<byte[]> bytes(String secret) {
        String text = secret.startsWith(prefix) ? secret.substring(prefix.length()) : secret;
        Optional<byte[]> bytes = encoding.isEmpty()
                ? Optional.of(text.getBytes(StandardCharsets.UTF_8))
                : encoding.get().decode(text);
        return bytes.filter(found -> found.length > 0);
    }

    /** What to say of one that is not written so. */
    String fault() {
        return encoding.map(how -> "no text in " + how.name().toLowerCase(Locale.ROOT))
                        .orElse("empty")
                + (prefix.isEmpty() ? "" : ", with or without " + prefix + " before it");
    }
}
