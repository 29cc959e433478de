package io.sluice.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RespReaderTest {
    private static final String REPLIES =
            "+OK\r\n:42\r\n$5\r\na\r\nbc\r\n*3\r\n:1\r\n*2\r\n$0\r\n\r\n$-1\r\n+x\r\n*0\r\n-ERR no\r\n";

    @Property
    void replies_are_the_same_however_the_bytes_are_cut(@ForAll @IntRange(min = 1, max = 60) int size) {
        List<Object> seen = new ArrayList<>();
        RespReader reader = new RespReader(seen::add);
        byte[] bytes = REPLIES.getBytes(StandardCharsets.US_ASCII);
        for (int from = 0; from < bytes.length; from += size) {
            reader.feed(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
        }
        assertThat(seen)
                .containsExactly(
                        "OK",
                        42L,
                        "a\r\nbc",
                        List.of(1L, List.of("", ""), "x"),
                        List.of(),
                        new RespReader.Failure("ERR no"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200\r\n",
                "\r\n",
                ":x\r\n",
                "$\r\n",
                "*99999999999999999999\r\n",
                "$2147483647\r\n",
                "$1\r\nabc"
            })
    void other_bytes_are_refused(String bytes) {
        RespReader reader = new RespReader(_ -> {});
        assertThatThrownBy(() -> reader.feed(bytes.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Not Redis's protocol: ");
    }

    @Test
    void what_never_ends_is_refused_before_it_fills_the_memory() {
        RespReader line = new RespReader(_ -> {});
        assertThatThrownBy(() -> line.feed("+".repeat(70_000).getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IllegalStateException.class);
        RespReader nested = new RespReader(_ -> {});
        assertThatThrownBy(() -> nested.feed("*1\r\n".repeat(100).getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IllegalStateException.class);
    }
}
