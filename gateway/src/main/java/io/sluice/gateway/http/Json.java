package io.sluice.gateway.http;

/** Text as JSON (RFC 8259, section 7). */
public final class Json {
    private Json() {}

    /** The text in quotes, everything escaped that must be, and what is not ASCII too. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ' ' && c <= '~') {
                out.append(c);
            } else {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(Character.forDigit((c >> shift) & 0xf, 16));
                }
            }
        }
        return out.append('"').toString();
    }
}
