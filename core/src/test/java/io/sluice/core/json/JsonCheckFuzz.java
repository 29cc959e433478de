package io.sluice.core.json;

import io.sluice.core.json.JsonCheck.Limits;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Any bytes as a document: the check and Jackson say the same, but where the check is stricter on purpose (it refuses what is no UTF-8
 * in Unicode's sense, and a byte order mark). A refusal names a place within the document, and limits refuse more and never less.
 */
public final class JsonCheckFuzz {
    private static final JsonCheck CHECK = new JsonCheck(Limits.NONE);
    private static final JsonCheck LIMITED = new JsonCheck(new Limits(5, 10, 5));
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100_000)
                    .maxNumberLength(100_000)
                    .build())
            .build();

    private JsonCheckFuzz() {}

    /** Called by Jazzer, and by the replay of what it found. */
    public static void fuzzerTestOneInput(byte[] input) {
        boolean passes = CHECK.check(input, 0, input.length)
                .map(malformed -> {
                    check(malformed.line() >= 1 && malformed.line() <= lines(input), "no such line: " + malformed);
                    check(malformed.column() >= 1 && malformed.column() <= input.length + 1, "where? " + malformed);
                    return false;
                })
                .orElse(true);
        boolean text = Utf8.invalidAt(input, 0, input.length) < 0;
        check(text || !passes, "it passes what is no UTF-8");
        if (text && !marked(input)) {
            check(passes == jacksonReads(input), passes ? "Jackson refuses what passes" : "Jackson reads it");
        }
        check(passes || LIMITED.check(input, 0, input.length).isPresent(), "limits let more pass");
        byte[] inside = new byte[input.length + 9];
        System.arraycopy(input, 0, inside, 3, input.length);
        check(passes == CHECK.check(inside, 3, input.length).isEmpty(), "another verdict at another offset");
    }

    private static int lines(byte[] input) {
        int lines = 1;
        for (byte next : input) {
            lines += next == '\n' || next == '\r' ? 1 : 0;
        }
        return lines;
    }

    private static boolean marked(byte[] input) {
        // Jackson guesses UTF-16 and UTF-32 from zeros and marks at the beginning; the check knows UTF-8 alone.
        for (int i = 0; i < Math.min(4, input.length); i++) {
            if (input[i] == 0 || input[i] == (byte) 0xEF || input[i] == (byte) 0xFE || input[i] == (byte) 0xFF) {
                return true;
            }
        }
        return false;
    }

    private static boolean jacksonReads(byte[] input) {
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), input)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            parser.finishToken();
            return parser.nextToken() == null;
        } catch (JacksonException refused) {
            return false;
        }
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }
}
