package io.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.store.Rows;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowFormatTest {
    private static final Rows ROWS =
            new Rows(List.of("id", "n"), List.of(Arrays.asList("a,\"b\"\n", 7L), Arrays.asList(null, 12345L)));

    private static String printed(RowFormat format, Rows rows) {
        StringWriter text = new StringWriter();
        try (PrintWriter out = new PrintWriter(text)) {
            format.print(out, rows);
        }
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    @Test
    void a_table_has_its_columns_in_line_and_its_numbers_to_the_right() {
        assertThat(printed(RowFormat.TABLE, ROWS)).isEqualTo("""
                id       n
                -------  -----
                a,"b"\\n      7
                NULL     12345
                (2 rows)
                """);
    }

    @Test
    void a_table_shows_no_control_characters() {
        Rows evil = new Rows(List.of("x"), List.of(List.of("\u001b[2J\u0007")));

        assertThat(printed(RowFormat.TABLE, evil)).contains("\\x1b[2J\\x07");
    }

    @Test
    void json_is_one_object_a_line() {
        assertThat(printed(RowFormat.JSON, ROWS)).isEqualTo("""
                {"id":"a,\\"b\\"\\n","n":7}
                {"id":null,"n":12345}
                """);
    }

    @Test
    void csv_is_quoted_where_it_must_be() {
        assertThat(printed(RowFormat.CSV, ROWS)).isEqualTo("id,n\r\n\"a,\"\"b\"\"\n\",7\r\n,12345\r\n");
    }
}
