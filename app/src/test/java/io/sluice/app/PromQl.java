package io.sluice.app;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names in an expression of Prometheus's language. No parser: what is left when everything is removed that is no metric. */
final class PromQl {
    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w:.])[a-zA-Z_:][\\w:]*(?!\\w|\\s*\\()");
    private static final Pattern MATCHED = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern IN_BRACES = Pattern.compile("\\{[^}]*\\}");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool", "inf", "nan");

    private PromQl() {}

    /** The metrics that it asks for. */
    static Set<String> metrics(String expression) {
        String bare = TEXT.matcher(expression).replaceAll("");
        bare = IN_BRACES.matcher(bare).replaceAll("");
        bare = GROUPING.matcher(bare).replaceAll("");
        bare = bare.replaceAll("\\[[^]]*\\]", "").replaceAll("offset \\w+", "");
        Set<String> names = new TreeSet<>();
        Matcher name = NAME.matcher(bare);
        while (name.find()) {
            if (!WORDS.contains(name.group())) {
                names.add(name.group());
            }
        }
        return names;
    }

    /** The labels that it asks for or groups by. */
    static Set<String> labels(String expression) {
        String bare = TEXT.matcher(expression).replaceAll("\"\"");
        Set<String> labels = new TreeSet<>();
        GROUPING.matcher(bare).results().forEach(group -> {
            for (String label : group.group(1).split(",")) {
                labels.add(label.strip());
            }
        });
        IN_BRACES
                .matcher(bare)
                .results()
                .forEach(braces ->
                        MATCHED.matcher(braces.group()).results().forEach(matched -> labels.add(matched.group(1))));
        return labels;
    }
}
