package io.sluice.gateway.guard.around;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters behind the scheme in the header {@code Authorization}, RFC 9110 section 11.4: {@code realm="a", nc=00000001}. Quoted
 * values are shown without their quotes and backslashes.
 *
 * <p>Stricter than the RFC where two readers could read two things: no empty elements of the list, no name twice (in any case), no control
 * characters, and at most {@link #MOST}.
 */
public record AuthParameters(List<Parameter> all) {
    /** No scheme has so many. */
    public static final int MOST = 64;

    /**
     * One of them.
     *
     * @param name as it was sent
     * @param value one character for each byte, as in every header
     */
    public record Parameter(String name, String value) {}

    public AuthParameters {
        all = List.copyOf(all);
    }

    /** Reads what stands behind the scheme's name; empty when it is malformed. */
    public static Optional<AuthParameters> parse(String text) {
        return new Reader(text).read();
    }

    /** Reads a header of that scheme, which may be written in any case; empty when it is another one, or malformed. */
    public static Optional<AuthParameters> parse(String scheme, String header) {
        return isOf(scheme, header) ? parse(header.substring(scheme.length() + 1)) : Optional.empty();
    }

    /** Whether a header has that scheme. */
    public static boolean isOf(String scheme, String header) {
        return header.length() > scheme.length()
                && header.charAt(scheme.length()) == ' '
                && header.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    /** The value under a name, in any case. */
    public Optional<String> value(String name) {
        for (Parameter parameter : all) {
            if (parameter.name().equalsIgnoreCase(name)) {
                return Optional.of(parameter.value());
            }
        }
        return Optional.empty();
    }

    /** A place in the text that moves on. */
    private static final class Reader {
        private static final String MARKS = "!#$%&'*+-.^_`|~";

        private final String text;
        private final List<Parameter> found = new ArrayList<>();
        private final Set<String> names = new HashSet<>();
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Optional<AuthParameters> read() {
            blanks();
            while (parameter()) {
                blanks();
                if (at == text.length()) {
                    return Optional.of(new AuthParameters(found));
                }
                if (!take(',')) {
                    return Optional.empty();
                }
                blanks();
            }
            return Optional.empty();
        }

        private boolean parameter() {
            String name = token();
            blanks();
            if (name.isEmpty() || !take('=')) {
                return false;
            }
            blanks();
            Optional<String> value = take('"') ? quoted() : Optional.of(token()).filter(token -> !token.isEmpty());
            value.ifPresent(there -> found.add(new Parameter(name, there)));
            return value.isPresent() && found.size() <= MOST && names.add(name.toLowerCase(Locale.ROOT));
        }

        private void blanks() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
        }

        private boolean take(char expected) {
            boolean there = at < text.length() && text.charAt(at) == expected;
            at += there ? 1 : 0;
            return there;
        }

        /** RFC 9110, section 5.6.2; empty when there is none. */
        private String token() {
            int start = at;
            while (at < text.length() && isTokenCharacter(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at);
        }

        private static boolean isTokenCharacter(char c) {
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            return letter || (c >= '0' && c <= '9') || MARKS.indexOf(c) >= 0;
        }

        /** RFC 9110, section 5.6.4, behind the first quote. */
        private Optional<String> quoted() {
            StringBuilder value = new StringBuilder();
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '"') {
                    return Optional.of(value.toString());
                }
                if (c == '\\' && at < text.length()) {
                    c = text.charAt(at++);
                } else if (c == '\\') {
                    return Optional.empty();
                }
                if ((c < ' ' && c != '\t') || c == 0x7F) {
                    return Optional.empty();
                }
                value.append(c);
            }
            return Optional.empty();
        }
    }
}
