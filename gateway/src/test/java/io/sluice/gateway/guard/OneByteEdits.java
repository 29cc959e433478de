package io.sluice.gateway.guard;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Everything that becomes of a text when one of its bytes is another one, when one is put in, and when one is left out. */
public final class OneByteEdits {
    private OneByteEdits() {}

    /** All of them, with each of the 256 values. */
    public static Stream<byte[]> of(byte[] bytes) {
        return IntStream.rangeClosed(0, bytes.length).boxed().flatMap(at -> {
            Stream<byte[]> inserted = IntStream.range(0, 256).mapToObj(value -> edited(bytes, at, at, value));
            if (at == bytes.length) {
                return inserted;
            }
            Stream<byte[]> others = IntStream.range(0, 256)
                    .filter(value -> (byte) value != bytes[at])
                    .mapToObj(value -> edited(bytes, at, at + 1, value));
            return Stream.of(inserted, others, Stream.of(edited(bytes, at, at + 1, -1)))
                    .flatMap(edits -> edits);
        });
    }

    /** Those of a text in ASCII, with what a field of a head can hold: visible characters, blank and tab. */
    public static Stream<String> ofField(String text) {
        return of(text.getBytes(StandardCharsets.US_ASCII))
                .map(edit -> new String(edit, StandardCharsets.ISO_8859_1))
                .filter(edit -> edit.chars().allMatch(c -> (c >= ' ' && c < 127) || c == '\t'))
                .filter(edit -> !edit.strip().equals(text));
    }

    /** Those of a path and query: without blanks, which end it. */
    public static Stream<String> ofTarget(String target) {
        return ofField(target)
                .filter(edit -> edit.startsWith("/"))
                .filter(edit -> edit.chars().allMatch(c -> c > ' '));
    }

    private static byte[] edited(byte[] bytes, int from, int to, int value) {
        int more = value < 0 ? 0 : 1;
        byte[] edited = Arrays.copyOf(bytes, bytes.length - (to - from) + more);
        if (more == 1) {
            edited[from] = (byte) value;
        }
        System.arraycopy(bytes, to, edited, from + more, bytes.length - to);
        return edited;
    }
}
