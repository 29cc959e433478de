package io.sluice.gateway.coding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which codings are understood (RFC 9110, section 8.4.1). */
final class ContentCodingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|GZIP",
                "GZip|GZIP",
                "x-gzip|GZIP",
                "deflate|DEFLATE",
                "identity|NONE",
                "''|NONE",
                "' , '|NONE",
                "'gzip, '|GZIP"
            })
    void names_have_no_case_and_empty_parts_of_a_list_say_nothing(String field, ContentCoding coding) {
        assertThat(ContentCoding.of(List.of(field))).isEqualTo(coding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "compress", "gzip;q=1", "gzip, gzip", "deflate,gzip", "identity, gzip", "*"})
    void what_is_unknown_or_on_top_of_another_is_not_understood(String field) {
        assertThat(ContentCoding.of(List.of(field))).isEqualTo(ContentCoding.OTHER);
    }

    @Test
    void several_fields_are_one_list() {
        assertThat(ContentCoding.of(Arrays.asList("gzip", "gzip"))).isEqualTo(ContentCoding.OTHER);
        assertThat(ContentCoding.of(Arrays.asList("", "gzip"))).isEqualTo(ContentCoding.GZIP);
        assertThat(ContentCoding.of(List.of())).isEqualTo(ContentCoding.NONE);
    }
}
