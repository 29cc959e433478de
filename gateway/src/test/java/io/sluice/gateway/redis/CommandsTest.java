package io.sluice.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class CommandsTest {
    private static String text(Commands commands) {
        return new String(commands.encoded(), StandardCharsets.UTF_8);
    }

    @Test
    void a_command_is_an_array_of_bulk_strings() {
        assertThat(text(new Commands().add("GET", "a1"))).isEqualTo("*2\r\n$3\r\nGET\r\n$2\r\na1\r\n");
    }

    @Test
    void the_length_of_a_word_is_that_of_its_bytes() {
        assertThat(text(new Commands().add("SET", "a", "plain, ä, 漢, 😀")))
                .isEqualTo("*3\r\n$3\r\nSET\r\n$1\r\na\r\n$20\r\nplain, ä, 漢, 😀\r\n");
    }

    @Test
    void a_script_is_followed_by_the_number_of_its_keys() {
        Commands commands = new Commands().add(Script.of("return 1"), List.of("k", "l"), List.of("x"));
        assertThat(text(commands))
                .isEqualTo("*6\r\n$4\r\nEVAL\r\n$8\r\nreturn 1\r\n$1\r\n2\r\n$1\r\nk\r\n$1\r\nl\r\n$1\r\nx\r\n");
        assertThat(commands.count()).isEqualTo(1);
    }

    /** A request is written like a reply, so the reader reads it. */
    @Property
    void whatever_the_words_they_are_read_as_they_were_written(
            @ForAll @Size(min = 1, max = 20) List<@Size(min = 1, max = 12) List<String>> written) {
        Commands commands = new Commands();
        List<Object> expected = new ArrayList<>();
        for (List<String> words : written) {
            commands.add(words.toArray(String[]::new));
            // A lone half of a character outside the basic plane cannot be written: it is replaced.
            expected.add(words.stream()
                    .map(word -> new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .toList());
        }
        List<Object> read = new ArrayList<>();
        new RespReader(read::add).feed(commands.encoded());
        assertThat(read).isEqualTo(expected);
        assertThat(commands.count()).isEqualTo(written.size());
    }
}
