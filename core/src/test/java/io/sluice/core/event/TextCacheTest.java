package io.sluice.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A text is read as it stands, and one that was read lately is the same object again. */
class TextCacheTest {
    private final TextCache texts = new TextCache();

    @Test
    void a_text_that_comes_again_is_the_same_object() {
        assertThat(read("orders")).isEqualTo("orders").isSameAs(read("orders"));
    }

    @Test
    void whatever_was_read_before_a_text_is_what_stands_there() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(read("webhook-" + i)).isEqualTo("webhook-" + i);
        }
        assertThat(read("")).isEmpty();
        assertThat(read("späť")).isEqualTo("späť");
        assertThat(read("x".repeat(200))).isEqualTo("x".repeat(200));
    }

    @Test
    void texts_of_a_slice_are_read_from_where_it_begins() {
        ByteBuffer whole = ByteBuffer.wrap("--orders--".getBytes(StandardCharsets.UTF_8));
        ByteBuffer slice = whole.slice(2, 6);

        assertThat(texts.read(slice, 6)).isEqualTo("orders");
        assertThat(slice.remaining()).isZero();
    }

    private String read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return texts.read(ByteBuffer.wrap(bytes), bytes.length);
    }
}
