package io.sluice.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCheckTest {
    private static final JsonCheck CHECK = new JsonCheck(JsonCheck.Limits.DEFAULT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " \t\r\n null \n",
                "0",
                "-0",
                "-0.5e-10",
                "1E+400",
                "\"\"",
                "{\"a\":[1,{\"b\":[]},\"x\"],\"a\":true}",
                "\"\\u00e9\\n\\/\"",
                "\"lone \\ud800 surrogate\"",
                "{\"\\ud800\":\"\\udc00\\ud800\"}",
                "\"дом 🏠\"",
                "[[],{},[{}]]"
            })
    void well_formed_documents_pass(String document) {
        assertThat(check(document)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            quoteCharacter = '`',
            value = {
                "`` -> 1 -> 1 -> the body is empty",
                "`   ` -> 1 -> 4 -> the body is empty",
                "{ -> 1 -> 2 -> expected a name in double quotes",
                "{\"a\" -> 1 -> 5 -> expected a colon",
                "{\"a\":} -> 1 -> 6 -> expected a value",
                "{\"a\":1,} -> 1 -> 8 -> expected a name in double quotes",
                "{\"a\":1 \"b\":2} -> 1 -> 8 -> expected a comma or a closing brace",
                "{a:1} -> 1 -> 2 -> expected a name in double quotes",
                "[1,] -> 1 -> 4 -> expected a value",
                "[1 2] -> 1 -> 4 -> expected a comma or a closing bracket",
                "[1} -> 1 -> 3 -> expected a comma or a closing bracket",
                "[1 -> 1 -> 3 -> an array has no end",
                "{\"a\":[1] -> 1 -> 9 -> an object has no end",
                "[1]] -> 1 -> 4 -> something follows the document",
                "{}{} -> 1 -> 3 -> something follows the document",
                "01 -> 1 -> 1 -> a number begins with a superfluous zero",
                "1. -> 1 -> 3 -> expected a digit",
                "- -> 1 -> 2 -> expected a digit",
                "1e+ -> 1 -> 4 -> expected a digit",
                "NaN -> 1 -> 1 -> expected a value",
                "nul -> 1 -> 1 -> expected null",
                "trueish -> 1 -> 5 -> something follows the document",
                "'a' -> 1 -> 1 -> expected a value",
                "\"abc -> 1 -> 1 -> a string has no end",
                "\"\\x\" -> 1 -> 2 -> an unknown escape",
                "\"\\u12g4\" -> 1 -> 2 -> an escape needs four hexadecimal digits",
                "\"дом\\ -> 1 -> 5 -> an escape has no end",
                "// note -> 1 -> 1 -> expected a value"
            })
    void malformed_documents_are_refused_with_the_place(String document, int line, int column, String why) {
        assertThat(check(document)).contains(new Malformed(line, column, why));
    }

    @Test
    void lines_are_counted_and_columns_are_characters_not_bytes() {
        assertThat(check("{\n  \"дом\": \"🏠\" oops\n}"))
                .contains(new Malformed(2, 14, "expected a comma or a closing brace"));
    }

    @Test
    void a_byte_order_mark_is_refused() {
        assertThat(check("\uFEFF{}")).contains(new Malformed(1, 1, "a byte order mark is not allowed"));
    }

    @Test
    void control_characters_in_strings_are_refused() {
        assertThat(check("\"a\tb\"")).contains(new Malformed(1, 3, "a control character in a string"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "c0af", "c3", "e28228", "eda080", "f0808080", "f4908080", "f5808080", "ff"})
    void invalid_utf8_is_refused(String hex) {
        byte[] bad = java.util.HexFormat.of().parseHex("22616263" + hex + "22");
        assertThat(CHECK.check(bad, 0, bad.length)).contains(new Malformed(1, 5, "invalid UTF-8"));
    }

    @Test
    void nesting_is_limited_and_counted_exactly() {
        assertThat(check("[".repeat(50) + "]".repeat(50))).isEmpty();
        assertThat(check("[".repeat(51) + "]".repeat(51))).contains(new Malformed(1, 51, "nested deeper than 50"));
    }

    @Test
    void nesting_without_a_limit_costs_no_stack() {
        int deep = 1_000_000;
        byte[] document = ("[{\"a\":".repeat(deep) + "1" + "}]".repeat(deep)).getBytes(UTF_8);
        JsonCheck unlimited = new JsonCheck(JsonCheck.Limits.NONE);
        assertThat(unlimited.check(document, 0, document.length)).isEmpty();
        document[document.length - 1] = '}';
        assertThat(unlimited.check(document, 0, document.length))
                .map(Malformed::message)
                .contains("expected a comma or a closing bracket");
    }

    @Test
    void long_strings_names_and_numbers_are_refused() {
        JsonCheck tight = new JsonCheck(new JsonCheck.Limits(5, 10, 4));
        assertThat(tight.check("[\"0123456789\",-123]".getBytes(UTF_8), 0, 19)).isEmpty();
        assertThat(tight.check("\"0123456789a\"".getBytes(UTF_8), 0, 13))
                .contains(new Malformed(1, 1, "a string is longer than 10 bytes"));
        assertThat(tight.check("{\"0123456789a\":1}".getBytes(UTF_8), 0, 17))
                .contains(new Malformed(1, 2, "a string is longer than 10 bytes"));
        assertThat(tight.check("12345".getBytes(UTF_8), 0, 5))
                .contains(new Malformed(1, 1, "a number is longer than 4"));
    }

    @Test
    void only_the_given_range_is_looked_at() {
        byte[] bytes = "xx{\"a\":1}yy".getBytes(UTF_8);
        assertThat(CHECK.check(bytes, 2, 7)).isEmpty();
        assertThat(CHECK.check(bytes, 2, 8)).isPresent();
    }

    private static Optional<Malformed> check(String document) {
        byte[] bytes = document.getBytes(UTF_8);
        return CHECK.check(bytes, 0, bytes.length);
    }
}
