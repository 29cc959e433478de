package io.sluice.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonPointerTest {
    /** The document of RFC 6901, section 5. */
    private static final String RFC = """
            {
              "foo": ["bar", "baz"],
              "": 0,
              "a/b": 1,
              "c%d": 2,
              "e^f": 3,
              "g|h": 4,
              "i\\\\j": 5,
              "k\\"l": 6,
              " ": 7,
              "m~n": 8
            }""";

    private static Optional<String> found(String pointer, String json) {
        return JsonPointer.parse(pointer).orElseThrow().textIn(json.getBytes(StandardCharsets.UTF_8));
    }

    /** RFC 6901, section 5; in the quotes of this table. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '§',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "/foo/0,bar",
                "/,0",
                "/a~1b,1",
                "/c%d,2",
                "/e^f,3",
                "/g|h,4",
                "/i\\j,5",
                "/k\"l,6",
                "/ ,7",
                "/m~0n,8"
            })
    void the_pointers_of_the_rfc_lead_to_its_values(String pointer, String value) {
        assertThat(found(pointer, RFC)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/foo"})
    void the_pointers_of_the_rfc_to_an_object_and_an_array_lead_to_no_text(String pointer) {
        assertThat(found(pointer, RFC)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/foo/2",
                "/foo/-",
                "/foo/00",
                "/foo/01",
                "/foo/+1",
                "/foo/bar",
                "/foo/0/x",
                "/foo/99999999999",
                "/bar",
                "/Foo"
            })
    void what_is_not_there_is_not_found(String pointer) {
        assertThat(found(pointer, RFC)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "/~", "/~2", "/a~", "#/foo", "/a/~x/b", " /a"})
    void what_is_no_pointer_is_not_read(String text) {
        assertThat(JsonPointer.parse(text)).isEmpty();
    }

    @Test
    void an_escaped_tilde_before_a_digit_stays_one() {
        assertThat(found("/~01", "{\"~1\": \"tilde\", \"/\": \"slash\"}")).contains("tilde");
    }

    @Test
    void numbers_are_as_they_are_written_and_texts_without_their_escapes() {
        assertThat(found("/a/1/b", "{\"x\": [1, {}], \"a\": [0, {\"b\": 1.50e3}]}"))
                .contains("1.50e3");
        assertThat(found("/a", "{\"a\": \"caf\\u00e9\"}")).contains("café");
        assertThat(found("/a", "{\"a\": true}")).contains("true");
        assertThat(found("", "\"whole\"")).contains("whole");
    }

    @Test
    void null_is_no_text() {
        assertThat(found("/a", "{\"a\": null}")).isEmpty();
    }

    @Test
    void of_a_name_that_stands_there_twice_the_first_counts() {
        assertThat(found("/a", "{\"a\": 1, \"a\": 2}")).contains("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "{\"a\"", "{\"b\": [}, \"a\": 1}", "[1"})
    void in_what_is_not_json_nothing_is_found(String text) {
        assertThat(found("/a", text)).isEmpty();
    }

    @Property
    void any_name_is_found_by_its_escaped_form(@ForAll String name) {
        StringBuilder json = new StringBuilder("{\"other\": [1, 2], \"");
        name.chars().forEach(c -> json.append(String.format("\\u%04x", c)));
        json.append("\": \"here\"}");
        if (!name.equals("other")) {
            assertThat(found("/" + name.replace("~", "~0").replace("/", "~1"), json.toString()))
                    .contains("here");
        }
    }
}
