package io.sluice.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Our check of UTF-8 against the platform's decoder. */
class Utf8Test {

    @Property(tries = 20_000)
    void both_say_the_same_of_any_bytes(@ForAll("bytes") byte[] bytes) {
        assertThat(Utf8.invalidAt(bytes, 0, bytes.length) < 0).isEqualTo(platformReads(bytes));
    }

    @Property(tries = 5_000)
    void text_is_always_well_formed_and_untouched_when_it_was(@ForAll("bytes") byte[] bytes) {
        byte[] text = Utf8.text(bytes);
        assertThat(platformReads(text)).isTrue();
        if (platformReads(bytes)) {
            assertThat(text).isSameAs(bytes);
        }
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        Arbitrary<Byte> edge = Arbitraries.of(
                        0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED,
                        0xEE, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF)
                .map(Integer::byteValue);
        Arbitrary<byte[]> whole =
                Arbitraries.strings().ofMaxLength(6).map(text -> text.getBytes(StandardCharsets.UTF_8));
        return Arbitraries.oneOf(edge.array(byte[].class).ofMaxSize(20), whole);
    }

    private static boolean platformReads(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)) != null;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
