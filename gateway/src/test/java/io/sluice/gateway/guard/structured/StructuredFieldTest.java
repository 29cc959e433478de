package io.sluice.gateway.guard.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests that the HTTP working group publishes, and where this reader is stricter than RFC 9651. */
final class StructuredFieldTest {
    private static final Path VECTORS = Path.of("src/test/resources/structured/structured-field-tests.tsv");

    @TestFactory
    Stream<DynamicTest> the_working_groups_tests_hold() throws IOException {
        List<String> lines = Files.readAllLines(VECTORS);
        return lines.stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(test -> dynamicTest(test[0], () -> check(test)));
    }

    private static void check(String[] test) {
        StructuredField.Type type = StructuredField.Type.valueOf(test[1].toUpperCase(Locale.ROOT));
        String raw = test[3].translateEscapes();
        String written;
        try {
            written = StructuredField.read(type, raw).serialized();
        } catch (MalformedField malformed) {
            boolean stricter = malformed.getMessage().contains(" twice");
            assertThat(test[2].equals("reads") && !stricter)
                    .as("%s is refused: %s", raw, malformed.getMessage())
                    .isFalse();
            return;
        }
        assertThat(test[2]).as("%s is read as %s", raw, written).isNotEqualTo("fails");
        assertThat(written).isEqualTo(test[4].translateEscapes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1, a=1", "a=1, b, a=2", "a;b;b", "a;b=1;c;b=2"})
    void a_name_that_stands_twice_is_refused(String field) {
        assertThatExceptionOfType(MalformedField.class)
                .isThrownBy(() -> StructuredField.dictionary(field))
                .withMessageContaining("twice");
    }

    @Test
    void a_fault_has_its_place() {
        assertThatExceptionOfType(MalformedField.class)
                .isThrownBy(() -> StructuredField.dictionary("sig=(\"@method\" \"@path\"created)"))
                .withMessage("it has no blank between two values, at character 23");
    }
}
