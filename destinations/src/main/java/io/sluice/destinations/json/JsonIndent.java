package io.sluice.destinations.json;

import java.io.ByteArrayOutputStream;

/** Lays a JSON text without line breaks out over lines, two spaces for each level. Values are not touched. */
public final class JsonIndent {

    private JsonIndent() {}

    /** @param text well-formed */
    public static byte[] of(byte[] text) {
        ByteArrayOutputStream laidOut = new ByteArrayOutputStream(text.length * 2);
        int depth = 0;
        boolean inString = false;
        for (int i = 0; i < text.length; i++) {
            byte b = text[i];
            if (inString) {
                laidOut.write(b);
                if (b == '\\') {
                    laidOut.write(text[++i]);
                }
                inString = b != '"';
                continue;
            }
            switch (b) {
                case ' ' -> {}
                case '"' -> {
                    inString = true;
                    laidOut.write(b);
                }
                case '{', '[' -> {
                    laidOut.write(b);
                    int next = skipSpace(text, i + 1);
                    if (text[next] == b + 2) { // the closing bracket: nothing inside
                        laidOut.write(text[next]);
                        i = next;
                    } else {
                        newLine(laidOut, ++depth);
                    }
                }
                case '}', ']' -> {
                    newLine(laidOut, --depth);
                    laidOut.write(b);
                }
                case ',' -> {
                    laidOut.write(b);
                    newLine(laidOut, depth);
                }
                case ':' -> {
                    laidOut.write(b);
                    laidOut.write(' ');
                }
                default -> laidOut.write(b);
            }
        }
        return laidOut.toByteArray();
    }

    private static int skipSpace(byte[] text, int from) {
        int at = from;
        while (text[at] == ' ') {
            at++;
        }
        return at;
    }

    private static void newLine(ByteArrayOutputStream target, int depth) {
        target.write('\n');
        for (int i = 0; i < depth; i++) {
            target.write(' ');
            target.write(' ');
        }
    }
}
