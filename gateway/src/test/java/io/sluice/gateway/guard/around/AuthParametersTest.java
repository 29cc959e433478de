package io.sluice.gateway.guard.around;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.guard.around.AuthParameters.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110, section 11.4, read strictly. */
final class AuthParametersTest {
    private static final String TOKEN = "abcXYZ019!#$%&'*+-.^_`|~";

    @Test
    void tokens_and_quoted_values_are_read_in_their_order() {
        assertThat(AuthParameters.parse("realm=\"a, \\\"b\\\" = c\",\tnc=00000001 , Uri = \"/x?y=1\""))
                .contains(new AuthParameters(List.of(
                        new Parameter("realm", "a, \"b\" = c"),
                        new Parameter("nc", "00000001"),
                        new Parameter("Uri", "/x?y=1"))));
        assertThat(AuthParameters.parse("Digest", "dIGEST a=\"\""))
                .contains(new AuthParameters(List.of(new Parameter("a", ""))));
        assertThat(AuthParameters.parse("a=1").orElseThrow().value("A")).contains("1");
        assertThat(AuthParameters.parse("a=1").orElseThrow().value("b")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "a=",
                "=b",
                "a=b,",
                ",a=b",
                "a=b,,c=d",
                "a=b c=d",
                "a=b;c=d",
                "a=b, A=c",
                "a=\"b",
                "a=\"b\\",
                "a=\"b\\\"",
                "a=\"b\"c",
                "a=b\"c\"",
                "a==b",
                "a=/b",
                "a=\"b\rc\"",
                "a=\"b\0c\"",
                "a=\"b\\\nc\"",
                "a=\"b\u007fc\"",
                "a b=c",
                "ä=b",
                "a=ä",
                "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
            })
    void what_two_readers_could_read_in_two_ways_is_malformed(String text) {
        assertThat(AuthParameters.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Digest", "Digesta=b", "Basic a=b", "Digest\ta=b", "Diges a=b"})
    void another_scheme_is_none(String header) {
        assertThat(AuthParameters.parse("Digest", header)).isEmpty();
    }

    @Test
    void there_is_a_bound_to_how_many_there_are() {
        List<String> most = new ArrayList<>();
        for (int i = 0; i < AuthParameters.MOST; i++) {
            most.add("a" + i + "=b");
        }
        assertThat(AuthParameters.parse(String.join(",", most))).isPresent();
        assertThat(AuthParameters.parse(String.join(",", most) + ",more=b")).isEmpty();
    }

    @Provide
    Arbitrary<List<Parameter>> parameters() {
        Arbitrary<String> name =
                Arbitraries.strings().withChars(TOKEN).ofMinLength(1).ofMaxLength(8);
        Arbitrary<String> value = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withCharRange('\u0080', '\u00ff')
                .withChars('\t', '"', '\\', ',')
                .ofMaxLength(20);
        return Combinators.combine(name, value)
                .as(Parameter::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(10)
                .uniqueElements(parameter -> parameter.name().toLowerCase(java.util.Locale.ROOT));
    }

    @Property
    void what_is_written_is_read(@ForAll("parameters") List<Parameter> parameters) {
        assertThat(AuthParameters.parse(written(parameters))).contains(new AuthParameters(parameters));
    }

    @Property
    void what_is_read_can_be_written_and_reads_the_same(@ForAll("texts") String text) {
        AuthParameters.parse(text)
                .ifPresent(read ->
                        assertThat(AuthParameters.parse(written(read.all()))).contains(read));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab=,\" \t\\\u00e9\n").ofMaxLength(16);
    }

    private static String written(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> parameter.name() + "=\""
                        + parameter.value().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(", "));
    }
}
