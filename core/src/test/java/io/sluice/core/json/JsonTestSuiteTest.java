package io.sluice.core.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The documents of the JSONTestSuite: those beginning with {@code y} must pass, with {@code n} must not, and with {@code i} may. Of the
 * free cases every number passes and every escape of a lone surrogate; what is not UTF-8 or nested too deep does not.
 */
class JsonTestSuiteTest {
    private static final JsonCheck CHECK = new JsonCheck(JsonCheck.Limits.DEFAULT);
    private static final Set<String> FREE_CASES_REFUSED = Set.of(
            "i_string_UTF-16LE_with_BOM",
            "i_string_UTF-8_invalid_sequence",
            "i_string_UTF8_surrogate_U+D800",
            "i_string_invalid_utf-8",
            "i_string_iso_latin_1",
            "i_string_lone_utf8_continuation_byte",
            "i_string_not_in_unicode_range",
            "i_string_overlong_sequence_2_bytes",
            "i_string_overlong_sequence_6_bytes",
            "i_string_overlong_sequence_6_bytes_null",
            "i_string_truncated-utf-8",
            "i_string_utf16BE_no_BOM",
            "i_string_utf16LE_no_BOM",
            "i_structure_500_nested_arrays",
            "i_structure_UTF-8_BOM_empty_object");

    /** A document of the suite. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Document(String name, byte[] bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Document> documents() throws IOException {
        try (var lines = new BufferedReader(
                new InputStreamReader(JsonTestSuiteTest.class.getResourceAsStream("JSONTestSuite.txt"), UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(parts -> new Document(parts[0], HexFormat.of().parseHex(parts[1])))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void each_document_is_judged_as_the_suite_says(Document document) {
        boolean passes = document.name().startsWith("y")
                || (document.name().startsWith("i") && !FREE_CASES_REFUSED.contains(document.name()));
        Optional<Malformed> malformed = CHECK.check(document.bytes(), 0, document.bytes().length);
        assertThat(malformed.isEmpty()).as("%s: %s", document.name(), malformed).isEqualTo(passes);
    }

    @Test
    void the_suite_is_whole() throws IOException {
        assertThat(documents()).hasSize(316);
        assertThat(documents()).extracting(Document::name).containsAll(FREE_CASES_REFUSED);
    }

    @Test
    void the_two_long_documents_of_the_suite_are_refused() {
        byte[] arrays = "[".repeat(100_000).getBytes(US_ASCII);
        byte[] objects = "[{\"\":".repeat(50_000).getBytes(US_ASCII);
        JsonCheck unlimited = new JsonCheck(JsonCheck.Limits.NONE);
        assertThat(unlimited.check(arrays, 0, arrays.length)).isPresent();
        assertThat(unlimited.check(objects, 0, objects.length)).isPresent();
        assertThat(CHECK.check(arrays, 0, arrays.length)).contains(new Malformed(1, 51, "nested deeper than 50"));
    }
}
