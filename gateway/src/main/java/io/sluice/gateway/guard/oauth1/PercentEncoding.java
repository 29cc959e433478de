package io.sluice.gateway.guard.oauth1;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Percent-encoding as OAuth has it, RFC 5849 section 3.6, and as forms have it. Works on bytes that stand in texts, one character for each,
 * so that what is no UTF-8 is proven like anything else.
 */
final class PercentEncoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    /** Every byte but letters, digits and {@code -._~} encoded, with capitals. */
    static String encode(String bytes) {
        StringBuilder text = new StringBuilder(bytes.length() + 16);
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (isUnreserved(c)) {
                text.append(c);
            } else {
                HEX.toHexDigits(text.append('%'), (byte) c);
            }
        }
        return text.toString();
    }

    /** The same for a text of the settings, in UTF-8. */
    static String encodeUtf8(String text) {
        return encode(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    private static boolean isUnreserved(char c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    }

    /** What a value of the header stands for; empty when a percent sign has no two hexadecimal digits behind it. */
    static Optional<String> decode(String text) {
        return decode(text, false);
    }

    /** What a name or a value of a form stands for, where a plus sign is a space; empty when it is none. */
    static Optional<String> decodeForm(String text) {
        return decode(text, true);
    }

    private static Optional<String> decode(String text, boolean form) {
        StringBuilder bytes = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= text.length()
                        || !HexFormat.isHexDigit(text.charAt(i + 1))
                        || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                    return Optional.empty();
                }
                bytes.append((char) HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else if (c <= ' ' || c > '~') {
                // Has to be encoded; taken as it is, it would be the same as its encoding.
                return Optional.empty();
            } else {
                bytes.append(form && c == '+' ? ' ' : c);
            }
        }
        return Optional.of(bytes.toString());
    }
}
