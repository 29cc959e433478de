package io.sluice.gateway.diagnosis;

import java.nio.charset.StandardCharsets;

/**
 * JSON as a program writes it that has read it and writes it again: the same values, other bytes. Order and spelling of names and numbers
 * stay.
 *
 * @param indent the blanks of one level; empty for all in one line
 * @param afterComma what stands behind a comma in one line
 * @param colon what stands between name and value
 * @param escapes how texts are written
 */
record JsonLayout(String indent, String afterComma, String colon, Escapes escapes) {
    /** How the characters of texts are written. */
    enum Escapes {
        /** As they came. */
        KEPT,
        /** Everything beyond ASCII as u and four digits, as Python and PHP do. */
        ASCII,
        /** The same, and a backslash before each slash, as PHP does. */
        ASCII_AND_SLASHES,
        /** As few as may be, as JavaScript, Go and Java do. */
        FEWEST
    }

    /** Writes a body anew that is JSON; what is none comes out as something useless. */
    byte[] write(byte[] json) {
        return new Writing(new String(json, StandardCharsets.UTF_8), this)
                .write()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static final class Writing {
        private final String json;
        private final JsonLayout layout;
        private final StringBuilder out;
        private int depth;

        Writing(String json, JsonLayout layout) {
            this.json = json;
            this.layout = layout;
            this.out = new StringBuilder(json.length() * 2);
        }

        String write() {
            int at = 0;
            while (at < json.length()) {
                char c = json.charAt(at);
                if (c == '"') {
                    at = text(at);
                } else {
                    mark(c, at);
                    at++;
                }
            }
            return out.toString();
        }

        private void mark(char c, int at) {
            switch (c) {
                case ' ', '\t', '\r', '\n' -> {}
                case '{', '[' -> {
                    out.append(c);
                    depth++;
                    if (!closesNext(at)) {
                        line();
                    }
                }
                case '}', ']' -> {
                    depth--;
                    if (out.isEmpty() || "{[".indexOf(out.charAt(out.length() - 1)) < 0) {
                        line();
                    }
                    out.append(c);
                }
                case ',' -> {
                    out.append(c);
                    out.append(layout.indent.isEmpty() ? layout.afterComma : "");
                    line();
                }
                case ':' -> out.append(layout.colon);
                default -> out.append(c);
            }
        }

        private void line() {
            if (!layout.indent.isEmpty()) {
                out.append('\n').append(layout.indent.repeat(Math.max(0, depth)));
            }
        }

        private boolean closesNext(int at) {
            int next = at + 1;
            while (next < json.length() && Character.isWhitespace(json.charAt(next))) {
                next++;
            }
            return next < json.length() && "}]".indexOf(json.charAt(next)) >= 0;
        }

        /** Writes the text that begins there; gives where it ends. */
        private int text(int from) {
            out.append('"');
            int at = from + 1;
            while (at < json.length() && json.charAt(at) != '"') {
                int length = json.charAt(at) == '\\' ? (json.startsWith("\\u", at) ? 6 : 2) : 1;
                String written = json.substring(at, Math.min(json.length(), at + length));
                out.append(layout.escapes == Escapes.KEPT ? written : rewritten(written));
                at += length;
            }
            out.append('"');
            return at + 1;
        }

        private String rewritten(String written) {
            char c = written.charAt(0);
            if (written.length() == 2) {
                c = written.charAt(1) == '/' ? '/' : 0;
            } else if (written.length() == 6) {
                c = (char) Integer.parseInt(written, 2, 6, 16);
            }
            if (c < ' ' || c == '"' || c == '\\') {
                return written; // must be escaped, or stands for one of the few short escapes
            }
            if (c == '/') {
                return layout.escapes == Escapes.ASCII_AND_SLASHES ? "\\/" : "/";
            }
            return c > '~' && layout.escapes != Escapes.FEWEST ? String.format("\\u%04x", (int) c) : String.valueOf(c);
        }
    }
}
