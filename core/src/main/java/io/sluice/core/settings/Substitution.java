package io.sluice.core.settings;

import io.sluice.core.settings.JsonValue.Origin;
import io.sluice.core.settings.JsonValue.Text;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the environment's values in the place of {@code {$NAME}} and {@code {$NAME:default}}. What was put in is not looked at again,
 * so a value that looks like a variable stays as it is. A variable that is empty counts as not set: an empty secret would let everybody
 * in.
 */
record Substitution(Map<String, String> environment) {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\$([A-Za-z_][A-Za-z0-9_]*)(?:(:)([^{}]*))?(\\})?");

    /** @param problem takes message and cure of what is wrong */
    Text apply(Place place, String text, BiConsumer<String, String> problem) {
        Matcher variable = VARIABLE.matcher(text);
        if (!variable.find()) {
            return new Text(place, text, Origin.FILE);
        }
        boolean whole = variable.start() == 0 && variable.end() == text.length();
        boolean missing = false;
        StringBuilder result = new StringBuilder();
        do {
            String fault = fault(variable);
            if (fault.isEmpty()) {
                variable.appendReplacement(result, Matcher.quoteReplacement(value(variable)));
            } else {
                missing = true;
                problem.accept(fault, cure(variable));
            }
        } while (variable.find());
        variable.appendTail(result);
        Origin origin = missing ? Origin.MISSING : whole ? Origin.VARIABLE : Origin.PARTLY_VARIABLE;
        return new Text(place, result.toString(), origin);
    }

    private String value(Matcher variable) {
        String otherwise = variable.group(3);
        String value = environment.getOrDefault(variable.group(1), "");
        return value.isEmpty() && otherwise != null ? otherwise : value;
    }

    private String fault(Matcher variable) {
        String name = variable.group(1);
        if (name.equals("vault")) {
            return "{$vault:…} is not supported yet";
        }
        if (variable.group(4) == null) {
            return "the variable {$" + name + "…} does not end with a closing brace where one is due";
        }
        if (variable.group(2) != null || !environment.getOrDefault(name, "").isEmpty()) {
            return "";
        }
        return "the environment variable " + name + (environment.containsKey(name) ? " is empty" : " is not set");
    }

    private static String cure(Matcher variable) {
        String name = variable.group(1);
        if (name.equals("vault")) {
            return "put the secret into an environment variable and write {$NAME}";
        }
        return variable.group(4) == null
                ? "write {$" + name + "} or {$" + name + ":default}"
                : "set it, or write {$" + name + ":default}";
    }
}
