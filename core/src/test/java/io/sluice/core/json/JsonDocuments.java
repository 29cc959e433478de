package io.sluice.core.json;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Well-formed JSON of every shape: white space anywhere, escapes, repeated names, all kinds of numbers. */
public final class JsonDocuments {
    private static final Arbitrary<String> SPACE = Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.just("")), Tuple.of(1, Arbitraries.of(" ", "\n", "\t", "\r\n", "  ")));

    private JsonDocuments() {}

    /** Documents with names and strings of any text. */
    public static Arbitrary<String> any() {
        return withNames(strings());
    }

    /** Documents whose member names, quotes included, come from the given ones. */
    public static Arbitrary<String> withNames(Arbitrary<String> names) {
        return values(3, names).flatMap(value -> SPACE.map(space -> space + value + space));
    }

    /** Strings as written, quotes included: plain text, escapes, text beyond ASCII. */
    public static Arbitrary<String> strings() {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(
                        6,
                        Arbitraries.strings()
                                .withCharRange(' ', '~')
                                .ofMaxLength(12)
                                .map(JsonDocuments::escaped)),
                Tuple.of(1, Arbitraries.of("\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t")),
                Tuple.of(1, Arbitraries.integers().between(0, 0xFFFF).map("\\u%04x"::formatted)),
                Tuple.of(1, Arbitraries.of("é", "дом", "🏠", "\u007f", "\u2028", "\uD7FF")));
        return piece.list().ofMaxSize(4).map(pieces -> "\"" + String.join("", pieces) + "\"");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static Arbitrary<String> scalars() {
        return Arbitraries.oneOf(
                strings(),
                Arbitraries.of("true", "false", "null", "0", "-0", "1e5", "-2.50E-7", "123456789012345678901234567890"),
                Arbitraries.integers().map(String::valueOf));
    }

    private static Arbitrary<String> values(int depth, Arbitrary<String> names) {
        if (depth == 0) {
            return scalars();
        }
        Arbitrary<String> inner = values(depth - 1, names);
        Arbitrary<String> member = Combinators.combine(names, SPACE, SPACE, inner)
                .as((name, before, after, value) -> name + before + ":" + after + value);
        return Arbitraries.frequencyOf(
                Tuple.of(2, scalars()),
                Tuple.of(3, member.list().ofMaxSize(4).flatMap(list -> enclosed("{", list, "}"))),
                Tuple.of(2, inner.list().ofMaxSize(4).flatMap(list -> enclosed("[", list, "]"))));
    }

    private static Arbitrary<String> enclosed(String open, List<String> parts, String close) {
        return SPACE.list()
                .ofSize(3)
                .map(spaces -> parts.stream()
                        .collect(Collectors.joining(
                                spaces.get(0) + "," + spaces.get(1), open + spaces.get(2), spaces.get(0) + close)));
    }
}
