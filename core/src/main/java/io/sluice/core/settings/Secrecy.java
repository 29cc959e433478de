package io.sluice.core.settings;

import io.sluice.core.settings.JsonValue.Origin;
import java.util.List;
import java.util.Locale;

/** Shows values in problems, but not those that may be secret. */
final class Secrecy {
    private static final List<String> SECRET =
            List.of("pass", "pwd", "secret", "token", "key", "auth", "credential", "bearer", "private", "session");
    private static final int LONGEST = 60;

    private Secrecy() {}

    /**
     * What a problem says was found.
     *
     * @param path the keys that lead to the value: where one of them looks like a secret's name, the value is not shown
     */
    static String shown(String path, JsonValue value) {
        String lower = path.toLowerCase(Locale.ROOT);
        boolean secret = SECRET.stream().anyMatch(lower::contains);
        return switch (value) {
            case JsonValue.Text text when !secret && text.origin() == Origin.FILE -> quoted(text.value());
            case JsonValue.Text text
            when text.origin() != Origin.FILE -> "a text from a variable that is something else";
            case JsonValue.Num number when !secret -> shortened(number.digits());
            default -> value.kind();
        };
    }

    private static String quoted(String text) {
        return "\"" + shortened(text.replaceAll("\\p{Cntrl}", "?")) + "\"";
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
