package io.sluice.gateway.guard.around;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** How bytes are written as text in a header. */
public enum Encoding {
    /** RFC 4648, section 8, in either case. */
    HEX,
    /** RFC 4648, section 4. */
    BASE64,
    /** RFC 4648, section 5. */
    BASE64URL;

    /**
     * The bytes that a text stands for. Padding may be left out; nothing else may: of bytes there is one text only, so a changed text is
     * never taken for the same bytes.
     */
    public Optional<byte[]> decode(String text) {
        try {
            return switch (this) {
                case HEX -> Optional.of(HexFormat.of().parseHex(text));
                case BASE64 -> canonical(text, Base64.getDecoder(), Base64.getEncoder());
                case BASE64URL -> canonical(text, Base64.getUrlDecoder(), Base64.getUrlEncoder());
            };
        } catch (IllegalArgumentException noSuchText) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> canonical(String text, Base64.Decoder decoder, Base64.Encoder encoder) {
        byte[] bytes = decoder.decode(text);
        boolean same = encoder.encodeToString(bytes).equals(text)
                || encoder.withoutPadding().encodeToString(bytes).equals(text);
        return same ? Optional.of(bytes) : Optional.empty();
    }

    /** The text for these bytes: hex in lower case, Base64 with padding. */
    public String encode(byte[] bytes) {
        return switch (this) {
            case HEX -> HexFormat.of().formatHex(bytes);
            case BASE64 -> Base64.getEncoder().encodeToString(bytes);
            case BASE64URL -> Base64.getUrlEncoder().encodeToString(bytes);
        };
    }
}
