package io.sluice.gateway.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.diagnosis.JsonLayout.Escapes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The expected texts were made with JavaScript, Python and PHP. */
class JsonLayoutTest {
    private static final String JSON = "{ \"b\" : [1.50,2 ,{}], \"a\":\"Zo\\u00eb \\\" {,} \\/x\", \"e\": [ ] }";

    private static String written(JsonLayout layout) {
        return new String(layout.write(JSON.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Test
    void in_one_line_as_javascript_writes_it() {
        assertThat(written(new JsonLayout("", "", ":", Escapes.FEWEST)))
                .isEqualTo("{\"b\":[1.50,2,{}],\"a\":\"Zoë \\\" {,} /x\",\"e\":[]}");
    }

    @Test
    void with_blanks_and_escapes_as_python_writes_it() {
        assertThat(written(new JsonLayout("", " ", ": ", Escapes.ASCII)))
                .isEqualTo("{\"b\": [1.50, 2, {}], \"a\": \"Zo\\u00eb \\\" {,} /x\", \"e\": []}");
    }

    @Test
    void with_escaped_slashes_as_php_writes_it() {
        assertThat(written(new JsonLayout("", "", ":", Escapes.ASCII_AND_SLASHES)))
                .isEqualTo("{\"b\":[1.50,2,{}],\"a\":\"Zo\\u00eb \\\" {,} \\/x\",\"e\":[]}");
    }

    @Test
    void indented_with_texts_as_they_came() {
        assertThat(written(new JsonLayout("  ", "", ": ", Escapes.KEPT))).isEqualTo("""
                {
                  "b": [
                    1.50,
                    2,
                    {}
                  ],
                  "a": "Zo\\u00eb \\" {,} \\/x",
                  "e": []
                }""");
    }
}
