package io.sluice.gateway.guard.httpsignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.gateway.guard.TestRequest;
import io.sluice.gateway.guard.structured.MalformedField;
import io.sluice.gateway.guard.structured.StructuredField;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What components are worth, with the examples of RFC 9421, section 2. */
final class SignatureBaseTest {
    private static final TestRequest REQUEST =
            TestRequest.post("").target("/path?param=value").calling("https", "www.example.com");
    private static final Map<String, StructuredField.Type> TYPES =
            Map.of("example-dict", StructuredField.Type.DICTIONARY);

    private static String line(TestRequest request, String component) throws MalformedField {
        SignatureInput input = SignatureInput.read(
                StructuredField.dictionary("s=(" + component + ")").members().get("s"));
        String base = new String(new SignatureBase(request, TYPES).of(input), StandardCharsets.US_ASCII);
        return base.substring(0, base.indexOf('\n'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "@method | POST",
                "@target-uri | https://www.example.com/path?param=value",
                "@authority | www.example.com",
                "@scheme | https",
                "@request-target | /path?param=value",
                "@path | /path",
                "@query | ?param=value"
            })
    void parts_of_a_request(String name, String value) throws MalformedField {
        assertThat(line(REQUEST, '"' + name + '"')).isEqualTo('"' + name + "\": " + value);
    }

    @ParameterizedTest
    @CsvSource({
        "https, EXAMPLE.com, example.com",
        "https, example.com:443, example.com",
        "http, example.com:80, example.com",
        "https, example.com:80, example.com:80",
        "https, [2001:DB8::1]:8443, [2001:db8::1]:8443"
    })
    void an_authority_is_in_lower_case_and_without_the_usual_port(String scheme, String authority, String value)
            throws MalformedField {
        assertThat(line(REQUEST.calling(scheme, authority), "\"@authority\"")).isEqualTo("\"@authority\": " + value);
    }

    @Test
    void no_query_is_a_question_mark_and_an_empty_path_a_slash() throws MalformedField {
        assertThat(line(REQUEST.target("/path"), "\"@query\"")).isEqualTo("\"@query\": ?");
        assertThat(line(REQUEST.target("/path?"), "\"@query\"")).isEqualTo("\"@query\": ?");
    }

    /** The examples of section 2.2.8. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"baz | batman", "qux | ''", "param | value", "var | this%20is%20a%20big%0Amultiline%20value"})
    void a_parameter_of_the_query_is_encoded_again(String name, String value) throws MalformedField {
        TestRequest request = REQUEST.target(
                "/path?param=value&foo=bar&baz=batman&qux=&var=this%20is%20a%20big%0Amultiline%20value&bar=with+plus+whitespace&fa%C3%A7ade%22%3A%20=something");
        assertThat(line(request, "\"@query-param\";name=\"" + name + "\""))
                .isEqualTo("\"@query-param\";name=\"" + name + "\": " + value);
        assertThat(line(request, "\"@query-param\";name=\"bar\"")).endsWith(": with%20plus%20whitespace");
        assertThat(line(request, "\"@query-param\";name=\"fa%C3%A7ade%22%3A%20\""))
                .endsWith(": something");
    }

    /** The examples of sections 2.1 to 2.1.3. */
    @Test
    void fields_as_they_came_as_structures_and_as_bytes() throws MalformedField {
        TestRequest request = REQUEST.header("X-OWS-Header", "   Leading and trailing whitespace.   ")
                .header("Cache-Control", "max-age=60")
                .header("Cache-Control", "  must-revalidate")
                .header("X-Empty-Header", "")
                .header("Example-Dict", "  a=1,    b=2;x=1;y=2,   c=(a   b   c), d")
                .header("Example-Header", "value, with, lots")
                .header("Example-Header", "of, commas");
        assertThat(line(request, "\"x-ows-header\"")).isEqualTo("\"x-ows-header\": Leading and trailing whitespace.");
        assertThat(line(request, "\"cache-control\"")).isEqualTo("\"cache-control\": max-age=60, must-revalidate");
        assertThat(line(request, "\"x-empty-header\"")).isEqualTo("\"x-empty-header\": ");
        assertThat(line(request, "\"example-dict\""))
                .isEqualTo("\"example-dict\": a=1,    b=2;x=1;y=2,   c=(a   b   c), d");
        assertThat(line(request, "\"example-dict\";sf"))
                .isEqualTo("\"example-dict\";sf: a=1, b=2;x=1;y=2, c=(a b c), d");
        assertThat(line(request, "\"example-dict\";key=\"a\"")).isEqualTo("\"example-dict\";key=\"a\": 1");
        assertThat(line(request, "\"example-dict\";key=\"d\"")).isEqualTo("\"example-dict\";key=\"d\": ?1");
        assertThat(line(request, "\"example-dict\";key=\"b\"")).isEqualTo("\"example-dict\";key=\"b\": 2;x=1;y=2");
        assertThat(line(request, "\"example-dict\";key=\"c\"")).isEqualTo("\"example-dict\";key=\"c\": (a b c)");
        assertThat(line(request, "\"example-header\";bs"))
                .isEqualTo("\"example-header\";bs: :dmFsdWUsIHdpdGgsIGxvdHM=:, :b2YsIGNvbW1hcw==:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"x-missing\" | is covered and not there",
                "\"X-Plain\" | in capitals",
                "\"@status\" | no part of a request",
                "\"@signature-params\" | no part of a request",
                "\"@method\";req | not understood",
                "\"x-plain\";tr | not understood",
                "\"x-plain\";req | not understood",
                "\"x-plain\";sf | structured_fields",
                "\"x-plain\";bs;sf | cannot be both",
                "\"x-plain\";key=\"b\" | is covered and not there",
                "\"x-plain\";key=b | no text in quotes",
                "\"x-umlaut\" | no printable ASCII",
                "\"@query-param\" | not exactly the parameter name",
                "\"@query-param\";name=\"none\" | 0 times",
                "\"@method\" \"@method\" | twice",
                "@method | without digits",
                "=method | has no value",
                "token | without quotes"
            })
    void what_cannot_be_had_is_refused_with_the_cause(String components, String cause) {
        TestRequest request = REQUEST.header("X-Plain", "a").header("X-Umlaut", "f\u00fc");
        assertThatExceptionOfType(MalformedField.class)
                .isThrownBy(() -> line(request, components))
                .withMessageContaining(cause);
    }
}
