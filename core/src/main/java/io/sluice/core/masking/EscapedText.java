package io.sluice.core.masking;

import java.nio.charset.StandardCharsets;

/** The text that a JSON string stands for. */
final class EscapedText {

    private EscapedText() {}

    /** Decodes what stands between the quotes; escapes that are none stay as they are. */
    static String decode(byte[] json, int from, int to) {
        String written = new String(json, from, to - from, StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder(written.length());
        int at = 0;
        while (at < written.length()) {
            char next = written.charAt(at);
            if (next != '\\' || at + 1 == written.length()) {
                text.append(next);
                at++;
            } else if (written.charAt(at + 1) == 'u' && isHex(written, at + 2)) {
                text.append((char) Integer.parseInt(written, at + 2, at + 6, 16));
                at += 6;
            } else {
                text.append(single(written.charAt(at + 1)));
                at += 2;
            }
        }
        return text.toString();
    }

    private static boolean isHex(String text, int from) {
        for (int i = from; i < from + 4; i++) {
            if (i >= text.length() || Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static char single(char escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }
}
