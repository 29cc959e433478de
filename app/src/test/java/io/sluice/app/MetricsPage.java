package io.sluice.app;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics that a page in Prometheus's text format holds, or that docs/METRICS.md says it does. */
record MetricsPage(Map<String, Family> families) {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)\\})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern ROW =
            Pattern.compile("\\| `(\\w+)` \\| (counter|gauge|histogram|summary) \\|([^|]*)\\|.*");
    private static final Pattern REASONS = Pattern.compile("\\| ((?:`\\w+`(?:, )?)+) \\|((?: \\d{3},?)* )\\|[^|]*\\|");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");

    /** @param labels without {@code le}, which every histogram has */
    record Family(String type, Set<String> labels) {
        Collection<String> sampleNames(String name) {
            return switch (type) {
                case "histogram" -> Set.of(name + "_bucket", name + "_sum", name + "_count");
                case "summary" -> Set.of(name + "_sum", name + "_count");
                default -> Set.of(name);
            };
        }
    }

    static MetricsPage served(String text) {
        Map<String, Family> families = new TreeMap<>();
        text.lines().forEach(line -> {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                families.put(type.group(1), new Family(type.group(2), new TreeSet<>()));
            } else if (sample.matches()) {
                Family family = families.get(
                        families.containsKey(sample.group(1))
                                ? sample.group(1)
                                : sample.group(1).replaceFirst("_(bucket|sum|count)$", ""));
                if (family == null) {
                    throw new AssertionError("a sample without a type: " + line);
                }
                Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
                while (label.find()) {
                    if (!label.group(1).equals("le")) {
                        family.labels().add(label.group(1));
                    }
                }
            } else if (!line.startsWith("# HELP ")) {
                throw new AssertionError("not in Prometheus's format: " + line);
            }
        });
        return new MetricsPage(families);
    }

    static MetricsPage documented(String markdown) {
        Map<String, Family> families = new TreeMap<>();
        markdown.lines().map(ROW::matcher).filter(Matcher::matches).forEach(row -> {
            Set<String> labels = QUOTED.matcher(row.group(3))
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            if (families.put(row.group(1), new Family(row.group(2), labels)) != null) {
                throw new AssertionError("documented twice: " + row.group(1));
            }
        });
        return new MetricsPage(families);
    }

    /** The reasons of a refusal that docs/METRICS.md names, each with its statuses. */
    static Map<String, Set<Integer>> reasons(String markdown) {
        Map<String, Set<Integer>> reasons = new TreeMap<>();
        markdown.lines().map(REASONS::matcher).filter(Matcher::matches).forEach(row -> {
            Set<Integer> statuses = NUMBER.matcher(row.group(2))
                    .results()
                    .map(found -> Integer.valueOf(found.group()))
                    .collect(Collectors.toCollection(TreeSet::new));
            QUOTED.matcher(row.group(1)).results().forEach(reason -> {
                if (reasons.put(reason.group(1), statuses) != null) {
                    throw new AssertionError("documented twice: " + reason.group(1));
                }
            });
        });
        return reasons;
    }

    /** Every value that a label has on a page. */
    static Set<String> values(String text, String label) {
        return LABEL.matcher(text)
                .results()
                .filter(found -> found.group(1).equals(label))
                .map(found -> found.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What an expression can ask for. */
    Set<String> sampleNames() {
        Set<String> names = new TreeSet<>();
        families.forEach((name, family) -> names.addAll(family.sampleNames(name)));
        return names;
    }

    /** Without those that appear with the first event of a webhook. */
    MetricsPage atRest() {
        Map<String, Family> rest = new TreeMap<>(families);
        rest.values().removeIf(family -> family.labels().contains("webhook"));
        return new MetricsPage(rest);
    }
}
