package io.sluice.gateway.guard.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonScalarsTest {
    private static Optional<JsonScalars> read(String json) {
        return JsonScalars.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void values_are_found_by_their_pointers_as_they_are_written() {
        assertThat(
                        read(
                                "{\"a\": {\"b/c\": \"x\", \"~\": 1.50, \"n\": null}, \"l\": [true, {\"m\": 2}, [3]], \"e\": []}"))
                .hasValueSatisfying(json -> assertThat(json.byPointer())
                        .isEqualTo(
                                Map.of("/a/b~1c", "x", "/a/~0", "1.50", "/l/0", "true", "/l/1/m", "2", "/l/2/0", "3")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": 1, \"a\": 2}",
                "[{\"a\": {\"b\": 1, \"b\": null}}]",
                "{\"a\": 1",
                "{} {}",
                "1 2",
                "a=b",
                "{\"a\": 1}}"
            })
    void what_two_readers_may_read_in_two_ways_is_no_json(String json) {
        assertThat(read(json)).isEmpty();
    }

    @Test
    void nothing_has_no_values() {
        assertThat(read(""))
                .hasValueSatisfying(json -> assertThat(json.byPointer()).isEmpty());
        assertThat(read("{}").orElseThrow().at("/a")).isEmpty();
        assertThat(read("{}").orElseThrow().textAt("/a")).isEmpty();
    }
}
