package io.sluice.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The searches by words and by blocks against a look at one byte after the other. */
class BytesTest {
    private static final int LONGEST = 900; // the blocks are of 256

    /** @param from where the search begins, {@code to} where it ends; beyond them may stand anything */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Piece(byte[] bytes, int from, int to) {}

    private interface Wanted {
        boolean is(int unsigned);
    }

    @Property(tries = 5_000)
    void every_search_finds_the_first_place(@ForAll("pieces") Piece piece) {
        assertAll(piece);
    }

    @Test
    void every_byte_is_told_from_every_other_wherever_it_stands() {
        byte[] bytes = new byte[LONGEST];
        Arrays.fill(bytes, (byte) 'a');
        for (int value = 0; value < 256; value++) {
            for (int at : List.of(0, 7, 8, 31, 32, 33, 40, 287, 288, 289, 543, 600, LONGEST - 9, LONGEST - 1)) {
                bytes[at] = (byte) value;
                assertAll(new Piece(bytes, 0, LONGEST));
                bytes[at] = 'a';
            }
        }
    }

    private static void assertAll(Piece piece) {
        byte[] bytes = piece.bytes;
        int from = piece.from;
        int to = piece.to;
        assertThat(Bytes.plainEnd(bytes, from, to))
                .isEqualTo(first(piece, b -> b < ' ' || b == '"' || b == '\\' || b >= 0x80));
        assertThat(Bytes.printableEnd(bytes, from, to)).isEqualTo(first(piece, b -> b < ' ' || b >= 0x7F));
        assertThat(Bytes.quoteOrBackslash(bytes, from, to)).isEqualTo(first(piece, b -> b == '"' || b == '\\'));
        assertThat(Bytes.asciiEnd(bytes, from, to)).isEqualTo(first(piece, b -> b >= 0x80));
    }

    private static int first(Piece piece, Wanted wanted) {
        int at = piece.from;
        while (at < piece.to && !wanted.is(piece.bytes[at] & 0xFF)) {
            at++;
        }
        return at;
    }

    /** Mostly plain text, so that searches go far, with some bytes of any value in it, those beside the borders of the classes often. */
    @Provide
    Arbitrary<Piece> pieces() {
        Arbitrary<Byte> edge = Arbitraries.of(
                        0x00, 0x01, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7E, 0x7F, 0x80, 0xA2, 0xDC, 0xFF)
                .map(Integer::byteValue);
        Arbitrary<byte[]> some =
                Arbitraries.oneOf(edge, Arbitraries.bytes()).array(byte[].class).ofMaxSize(12);
        Arbitrary<Integer> place = Arbitraries.integers().between(0, LONGEST);
        return Combinators.combine(
                        place, place, place, some, Arbitraries.of((byte) 'a', (byte) ' ', (byte) '!', (byte) '~'))
                .as((size, start, at, odd, fill) -> piece(size, start, at, odd, fill));
    }

    private static Piece piece(int size, int start, int at, byte[] odd, byte fill) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, fill);
        int place = Math.min(at, size);
        System.arraycopy(odd, 0, bytes, place, Math.min(odd.length, size - place));
        return new Piece(bytes, Math.min(start % 40, size), size - Math.min(at % 5, Math.max(0, size - 40)));
    }
}
