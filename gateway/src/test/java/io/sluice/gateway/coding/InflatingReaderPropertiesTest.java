package io.sluice.gateway.coding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever the body: what goes in comes out, and what was changed on the way does not come out as something else. */
class InflatingReaderPropertiesTest {
    @Property(tries = 300)
    void what_was_compressed_comes_out_in_pieces_of_any_size(
            @ForAll("bodies") byte[] body, @ForAll @IntRange(min = 1, max = 70_000) int piece) {
        assertThat(read(Compressed.gzip(body), ContentCoding.GZIP, piece)).contains(body);
        assertThat(read(Compressed.deflate(body), ContentCoding.DEFLATE, piece)).contains(body);
    }

    @Property(tries = 300)
    void members_may_be_cut_anywhere(@ForAll("bodies") byte[] body, @ForAll @IntRange(min = 0, max = 100) int percent) {
        int cut = body.length * percent / 100;
        byte[] members = Compressed.join(
                Compressed.gzip(Arrays.copyOf(body, cut)), Compressed.gzip(Arrays.copyOfRange(body, cut, body.length)));
        assertThat(read(members, ContentCoding.GZIP, 8_192)).contains(body);
    }

    @Property(tries = 60)
    void no_changed_byte_gives_another_body(
            @ForAll("small") byte[] body, @ForAll @IntRange(min = 1, max = 255) int change) {
        byte[] gzip = Compressed.gzip(body);
        byte[] deflate = Compressed.deflate(body);
        assertEveryChange(gzip, ContentCoding.GZIP, change, body);
        assertEveryChange(deflate, ContentCoding.DEFLATE, change, body);
    }

    @Property(tries = 1_000)
    void any_bytes_at_all_are_read_or_refused(@ForAll byte[] bytes) {
        byte[] begun = Compressed.join(new byte[] {0x1f, (byte) 0x8b, 8}, bytes);
        assertThatCode(() -> read(begun, ContentCoding.GZIP, 100)).doesNotThrowAnyException();
        assertThatCode(() -> read(bytes, ContentCoding.DEFLATE, 100)).doesNotThrowAnyException();
    }

    private static void assertEveryChange(byte[] coded, ContentCoding coding, int change, byte[] body) {
        for (int at = 0; at < coded.length; at++) {
            coded[at] ^= (byte) change;
            read(coded, coding, 4_096).ifPresent(result -> assertThat(result).isEqualTo(body));
            coded[at] ^= (byte) change;
        }
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(5_000);
        Arbitrary<byte[]> dull = Arbitraries.integers().between(0, 200_000).map(byte[]::new);
        return Arbitraries.oneOf(noise, dull, small());
    }

    @Provide
    Arbitrary<byte[]> small() {
        return Arbitraries.strings().withChars("{}\"abc:,0").ofMaxLength(200).map(text -> text.getBytes(UTF_8));
    }

    private static Optional<byte[]> read(byte[] coded, ContentCoding coding, int piece) {
        byte[] target = new byte[300_000];
        int length = 0;
        try (InflatingReader reader = new InflatingReader(coded, coding)) {
            int count;
            do {
                count = reader.read(target, length, Math.min(piece, target.length - length));
                length += count;
            } while (count > 0);
            return Optional.of(Arrays.copyOf(target, length));
        } catch (MalformedCoding malformed) {
            return Optional.empty();
        }
    }
}
