package io.sluice.core.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Any text with variables: what is no variable stays, what was put in is not looked at again, and no problem holds a value. */
public final class SubstitutionFuzz {
    private static final String SECRET = "hunter2{$NESTED}";
    /** A snowman: found in a result that has none in its text, it came from a variable within a value. */
    private static final String TWICE = "\u2603";

    private static final Substitution SUBSTITUTION =
            new Substitution(Map.of("A", SECRET, "EMPTY", "", "NESTED", TWICE));

    private SubstitutionFuzz() {}

    /** Called by Jazzer, and by the replay of what it found. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, UTF_8);
        List<String> problems = new ArrayList<>();
        JsonValue.Text result = SUBSTITUTION.apply(new Place(1, 1), text, (message, cure) -> {
            check(!message.isEmpty() && !cure.isEmpty(), "a problem without a message or a cure");
            problems.add(message + cure);
        });
        check((result.origin() == JsonValue.Origin.MISSING) != problems.isEmpty(), "problems that do not show");
        check(text.contains("hunter2") || problems.stream().noneMatch(line -> line.contains("hunter2")), "a value");
        check(text.contains("{$") || result.value().equals(text), "a text without variables was changed");
        check(
                text.contains("{$NESTED")
                        || text.contains(TWICE)
                        || !result.value().contains(TWICE),
                "put in twice");
        check(!text.equals("{$A}") || result.value().equals(SECRET), "the variable was not put in");
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }
}
