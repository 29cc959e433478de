package io.sluice.gateway.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads variables with types and collects what is wrong, so that one start names every problem. */
final class Environment {
    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    String text(String name, String otherwise) {
        String value = variables.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }

    boolean flag(String name, boolean otherwise) {
        String value = text(name, Boolean.toString(otherwise)).toLowerCase(Locale.ROOT);
        return switch (value) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> {
                problems.add(name + ": write true or false, not \"" + value + "\"");
                yield otherwise;
            }
        };
    }

    int integer(String name, int otherwise, int min, int max) {
        String value = text(name, Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // named below, like a number out of range
        }
        problems.add(name + ": write a whole number from " + min + " to " + max + ", not \"" + value + "\"");
        return otherwise;
    }

    /** Comma-separated values, blanks around them dropped. */
    List<String> list(String name) {
        return Arrays.stream(text(name, "").split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Adds a problem that only the caller can see. */
    void problem(String problem) {
        problems.add(problem);
    }

    /** @throws IllegalArgumentException naming every problem met so far, one a line */
    void refuseIfWrong() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }
}
