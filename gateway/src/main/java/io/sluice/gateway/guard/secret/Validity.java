package io.sluice.gateway.guard.secret;

import io.sluice.core.settings.Section;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * From when to when a secret or a key counts.
 *
 * @param notBefore the first moment at which it counts
 * @param notAfter the last moment at which it counts
 */
public record Validity(Instant notBefore, Instant notAfter) {
    /** At any time. */
    public static final Validity ALWAYS = new Validity(Instant.MIN, Instant.MAX);

    /**
     * Reads {@code not_before} and {@code not_after} of an entry of a list.
     *
     * @param otherwise what counts for the one that is not written
     */
    public static Validity read(Section entry, Validity otherwise) {
        Instant from = time(entry, "not_before").orElse(otherwise.notBefore);
        Instant to = time(entry, "not_after").orElse(otherwise.notAfter);
        if (to.isBefore(from)) {
            entry.problem("not_after", "lies before not_before", "exchange them");
        }
        return new Validity(from, to);
    }

    private static Optional<Instant> time(Section entry, String key) {
        Optional<String> written = entry.string(key);
        try {
            return written.map(Instant::parse);
        } catch (DateTimeParseException wrong) {
            entry.problem(key, "is no time", "write it as 2026-01-31T00:00:00Z");
            return Optional.empty();
        }
    }

    /** Whether it counts at that moment. */
    public boolean holds(Instant now) {
        return !now.isBefore(notBefore) && !now.isAfter(notAfter);
    }

    /** The same in Unix microseconds. */
    public boolean holds(long nowMicros) {
        return equals(ALWAYS)
                || holds(Instant.ofEpochSecond(
                        Math.floorDiv(nowMicros, 1_000_000L), Math.floorMod(nowMicros, 1_000_000L) * 1_000L));
    }
}
