package io.sluice.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** The hand-written check and Jackson's parser must agree on every document. */
class JsonCheckAgainstJacksonTest {
    private static final JsonCheck CHECK = new JsonCheck(JsonCheck.Limits.NONE);
    private static final RepeatedJsonCheck REPEATED = new RepeatedJsonCheck(JsonCheck.Limits.NONE);
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(10_000)
                    .maxNumberLength(100_000)
                    .build())
            .build();

    @Property(tries = 1_000)
    void what_jackson_reads_passes(@ForAll("documents") String document) {
        byte[] bytes = document.getBytes(UTF_8);
        assertThat(jacksonReads(bytes)).isTrue();
        assertThat(passes(bytes)).isTrue();
    }

    @Property(tries = 5_000)
    void after_one_byte_was_changed_both_say_the_same(
            @ForAll("documents") String document, @ForAll int place, @ForAll("bytes") byte other) {
        byte[] bytes = document.getBytes(UTF_8);
        bytes[Math.floorMod(place, bytes.length)] = other;
        assertThat(passes(bytes)).isEqualTo(jacksonReads(bytes));
    }

    @Property(tries = 5_000)
    void after_a_byte_went_missing_both_say_the_same(@ForAll("documents") String document, @ForAll int place) {
        byte[] whole = document.getBytes(UTF_8);
        int gap = Math.floorMod(place, whole.length);
        byte[] bytes = new byte[whole.length - 1];
        System.arraycopy(whole, 0, bytes, 0, gap);
        System.arraycopy(whole, gap + 1, bytes, gap, bytes.length - gap);
        assertThat(passes(bytes)).isEqualTo(jacksonReads(bytes));
    }

    @Property(tries = 5_000)
    void of_a_heap_of_tokens_both_say_the_same(@ForAll("heaps") String heap) {
        byte[] bytes = heap.getBytes(UTF_8);
        assertThat(passes(bytes)).isEqualTo(jacksonReads(bytes));
    }

    /** A check with a memory of its own for each document and one that uses the same for all say the same. */
    private boolean passes(byte[] bytes) {
        boolean passes = CHECK.check(bytes, 0, bytes.length).isEmpty();
        byte[] wide = new byte[bytes.length + 16];
        Arrays.fill(wide, (byte) '"');
        System.arraycopy(bytes, 0, wide, 8, bytes.length);
        assertThat(REPEATED.passes(wide, 8, 8 + bytes.length)).isEqualTo(passes);
        return passes;
    }

    @Provide
    Arbitrary<String> documents() {
        return JsonDocuments.any();
    }

    @Provide
    Arbitrary<Byte> bytes() {
        return Arbitraries.oneOf(
                Arbitraries.bytes(),
                Arbitraries.of("{}[]\",:\\ \n0-.eEtfnu".chars().boxed().toList())
                        .map(Integer::byteValue));
    }

    @Provide
    Arbitrary<String> heaps() {
        Arbitrary<String> token = Arbitraries.of(
                "{", "}", "[", "]", ",", ":", " ", "\n", "\"a\"", "\"\\u12", "\"", "0", "-", "1.5", "e", "E+2", "true",
                "false", "null", "nul", "\\", "\t", "é", "\u0001", "\f", "\u00a0", "/", "//", "NaN", "'");
        return Combinators.combine(
                        Arbitraries.of("", "[", "{\"k\":", "[1,"),
                        token.list().ofMaxSize(8),
                        Arbitraries.of("", "]", "}"))
                .as((head, tokens, tail) -> head + String.join("", tokens) + tail);
    }

    /** Whether Jackson reads it; a leading byte order mark, which Jackson skips and Sluice refuses, counts as unread. */
    private static boolean jacksonReads(byte[] bytes) {
        if (bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            return false;
        }
        if (Utf8.invalidAt(bytes, 0, bytes.length) >= 0) {
            return false; // Jackson guesses UTF-16 and UTF-32, and passes some overlong forms
        }
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), text(bytes))) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            finishScalar(parser);
            return parser.nextToken() == null;
        } catch (JacksonException _) {
            return false;
        }
    }

    /**
     * What Jackson is given, where the two are known to differ: it refuses escapes of lone surrogates in names and takes them in
     * values, while Sluice takes both, so they are left out; it looks at the low byte alone of what should be a hexadecimal digit and so
     * takes U+0434 for a 4, against RFC 8259, section 7, so everything beyond ASCII becomes one character that it does not take for one.
     */
    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8)
                .replaceAll("\\\\u[dD][89a-fA-F][0-9a-fA-F]{2}", "\\\\u0041")
                .replaceAll("[^\\x00-\\x7F]", "\u00e9");
    }

    /** Text is read lazily: a broken string shows only when it is asked for. */
    private static void finishScalar(JsonParser parser) {
        if (parser.currentToken().isScalarValue()) {
            assertThat(parser.getString()).isNotNull();
        }
    }
}
