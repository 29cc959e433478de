package io.sluice.gateway.guard.structured;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Any bytes as a dictionary, a list and an item: refused, or written in a canonical form that reads as the same. */
public final class StructuredFieldFuzz {
    private StructuredFieldFuzz() {}

    /** Called by Jazzer, and by the replay of what it found. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, ISO_8859_1);
        for (StructuredField.Type type : StructuredField.Type.values()) {
            StructuredField read;
            try {
                read = StructuredField.read(type, text);
            } catch (MalformedField refused) {
                continue;
            }
            again(type, read);
        }
    }

    private static void again(StructuredField.Type type, StructuredField read) {
        String canonical = read.serialized();
        if (!canonical.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new AssertionError("not printable: " + canonical);
        }
        try {
            StructuredField second = StructuredField.read(type, canonical);
            if (!second.equals(read) || !second.serialized().equals(canonical)) {
                throw new AssertionError(canonical + " is read as something else");
            }
        } catch (MalformedField refused) {
            throw new AssertionError(canonical + " is not read again", refused);
        }
    }
}
