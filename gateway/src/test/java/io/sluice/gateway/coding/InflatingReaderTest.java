package io.sluice.gateway.coding;

import static io.sluice.gateway.coding.Compressed.deflate;
import static io.sluice.gateway.coding.Compressed.gzip;
import static io.sluice.gateway.coding.Compressed.join;
import static io.sluice.gateway.coding.ContentCoding.DEFLATE;
import static io.sluice.gateway.coding.ContentCoding.GZIP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed bodies, right and wrong (RFC 1950, 1951, 1952). */
final class InflatingReaderTest {
    private static final byte[] ORDER = "{\"order\":42}".getBytes(UTF_8);
    private static final int FLAGS = 3;
    private static final int HEADER = 10;

    @Test
    void both_codings_are_read() throws Exception {
        assertThat(read(gzip(ORDER), GZIP)).isEqualTo(ORDER);
        assertThat(read(deflate(ORDER), DEFLATE)).isEqualTo(ORDER);
        assertThat(read(gzip(new byte[0]), GZIP)).isEmpty();
        assertThat(read(deflate(new byte[0]), DEFLATE)).isEmpty();
    }

    @Test
    void members_behind_one_another_are_one_body() throws Exception {
        byte[] members = join(gzip("{\"or".getBytes(UTF_8)), gzip(new byte[0]), gzip("der\":42}".getBytes(UTF_8)));
        assertThat(read(members, GZIP)).isEqualTo(ORDER);
    }

    @Test
    void more_members_than_anybody_means_are_refused() throws Exception {
        byte[] member = gzip(new byte[0]);
        byte[] thousand = join(Collections.nCopies(1_000, member).toArray(byte[][]::new));
        assertThat(read(thousand, GZIP)).isEmpty();
        assertMalformed(join(thousand, member), GZIP, "more than 1000 members");
    }

    @ParameterizedTest
    @CsvSource({"1, ''", "8, 6e616d6500", "16, 6300", "4, 0300414243", "4, 0000", "28, 0100416e006300"})
    void fields_of_a_header_are_passed_over(int flags, String fields) throws Exception {
        byte[] further = HexFormat.of().parseHex(fields);
        assertThat(read(withHeader(flags, further), GZIP)).isEqualTo(ORDER);
        byte[] checked = withHeader(flags | 2, further);
        CRC32 sum = new CRC32();
        sum.update(checked, 0, HEADER + further.length);
        byte[] low = {(byte) sum.getValue(), (byte) (sum.getValue() >> 8)};
        assertThat(read(withHeader(flags | 2, join(further, low)), GZIP)).isEqualTo(ORDER);
        low[0]++;
        assertMalformed(withHeader(flags | 2, join(further, low)), GZIP, "the checksum of its header");
    }

    @Test
    void reserved_flags_and_other_methods_are_refused() {
        assertMalformed(withHeader(32, new byte[0]), GZIP, "reserved flags");
        byte[] other = gzip(ORDER);
        other[2] = 7;
        assertMalformed(other, GZIP, "not deflate");
    }

    @Test
    void what_is_not_compressed_at_all_is_named() {
        assertMalformed(ORDER, GZIP, "does not begin with the bytes 1f 8b");
        assertMalformed(ORDER, DEFLATE, "incorrect header check");
    }

    @Test
    void bare_deflate_is_not_what_deflate_means() {
        Deflater bare = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        byte[] bytes = new byte[100];
        try {
            bare.setInput(ORDER);
            bare.finish();
            bytes = Arrays.copyOf(bytes, bare.deflate(bytes));
        } finally {
            bare.end();
        }
        assertMalformed(bytes, DEFLATE, "incorrect header check");
    }

    @Test
    void a_dictionary_is_not_there() {
        Deflater deflater = new Deflater();
        byte[] bytes = new byte[100];
        try {
            deflater.setDictionary("order".getBytes(UTF_8));
            deflater.setInput(ORDER);
            deflater.finish();
            bytes = Arrays.copyOf(bytes, deflater.deflate(bytes));
        } finally {
            deflater.end();
        }
        assertMalformed(bytes, DEFLATE, "dictionary");
    }

    @Test
    void cut_off_anywhere_it_is_too_short() {
        byte[] gzip = withHeader(28, new byte[] {1, 0, 'A', 'n', 0, 'c', 0});
        for (int length = 0; length < gzip.length; length++) {
            assertMalformed(Arrays.copyOf(gzip, length), GZIP, "ends too early");
        }
        byte[] deflate = deflate(ORDER);
        for (int length = 0; length < deflate.length; length++) {
            assertMalformed(Arrays.copyOf(deflate, length), DEFLATE, "ends too early");
        }
    }

    @Test
    void bytes_behind_the_end_are_refused() {
        assertMalformed(join(gzip(ORDER), new byte[1]), GZIP, "what follows the end");
        assertMalformed(join(gzip(ORDER), "{}".getBytes(UTF_8)), GZIP, "what follows the end");
        assertMalformed(join(deflate(ORDER), new byte[1]), DEFLATE, "bytes follow the end");
        assertMalformed(join(deflate(ORDER), deflate(ORDER)), DEFLATE, "bytes follow the end");
    }

    @Test
    void a_wrong_checksum_and_a_wrong_length_are_found() {
        byte[] gzip = gzip(ORDER);
        gzip[gzip.length - 8] ^= 1;
        assertMalformed(gzip, GZIP, "its checksum does not fit");
        gzip[gzip.length - 8] ^= 1;
        gzip[gzip.length - 4] ^= 1;
        assertMalformed(gzip, GZIP, "its length is not");
        byte[] deflate = deflate(ORDER);
        deflate[deflate.length - 1] ^= 1;
        assertMalformed(deflate, DEFLATE, "incorrect data check");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 100_000})
    void a_bomb_is_inflated_as_far_as_one_reads(int wanted) throws Exception {
        byte[] bomb = gzip(new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(60_000);
        byte[] target = new byte[wanted + 1];
        Arrays.fill(target, (byte) 1);
        try (InflatingReader reader = new InflatingReader(bomb, GZIP)) {
            assertThat(reader.read(target, 0, wanted)).isEqualTo(wanted);
        }
        assertThat(target).endsWith(0, 1);
    }

    @Test
    void the_end_is_found_when_the_target_has_just_room() throws Exception {
        byte[] wrong = gzip(ORDER);
        wrong[wrong.length - 8] ^= 1;
        try (InflatingReader reader = new InflatingReader(wrong, GZIP)) {
            byte[] target = new byte[ORDER.length + 1];
            assertThatThrownBy(() -> reader.read(target, 0, target.length)).isInstanceOf(MalformedCoding.class);
        }
    }

    private static byte[] withHeader(int flags, byte[] fields) {
        byte[] gzip = gzip(ORDER);
        byte[] header = Arrays.copyOf(gzip, HEADER);
        header[FLAGS] = (byte) flags;
        return join(header, fields, Arrays.copyOfRange(gzip, HEADER, gzip.length));
    }

    private static byte[] read(byte[] coded, ContentCoding coding) throws MalformedCoding {
        byte[] target = new byte[1_000];
        try (InflatingReader reader = new InflatingReader(coded, coding)) {
            return Arrays.copyOf(target, reader.read(target, 0, target.length));
        }
    }

    private static void assertMalformed(byte[] coded, ContentCoding coding, String why) {
        assertThatThrownBy(() -> read(coded, coding))
                .isInstanceOf(MalformedCoding.class)
                .hasMessageContaining(why);
    }
}
