package io.sluice.analytics;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Any text as the query of a series: refused as documented, or a span that is worth asking for and gives not too many points. */
public final class SeriesQueryFuzz {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00.5Z");

    private SeriesQueryFuzz() {}

    /** Called by Jazzer, and by the replay of what it found. */
    public static void fuzzerTestOneInput(byte[] input) {
        SeriesQuery query;
        try {
            query = SeriesQuery.read(new String(input, ISO_8859_1), NOW);
        } catch (BadRequest refused) {
            if (refused.getMessage().isEmpty()) {
                throw new AssertionError("a refusal without a word", refused);
            }
            return;
        }
        long step = query.step().toSeconds();
        boolean sound = query.from().isBefore(query.to())
                && step > 0
                && step % 60 == 0
                && Math.floorMod(query.from().getEpochSecond(), step) == 0
                && query.from().equals(query.from().truncatedTo(ChronoUnit.SECONDS))
                && Duration.between(query.from(), query.to()).dividedBy(query.step()) <= 10_001;
        if (!sound) {
            throw new AssertionError(query.toString());
        }
    }
}
