package io.sluice.core.event;

import java.util.UUID;

/**
 * The identity of an accepted event: a UUID of version 7 (RFC 9562, section 5.7), so that ids sort by the time of acceptance.
 *
 * @param high the first eight bytes: 48 bits of Unix milliseconds, version, 12 bits of counter or random
 * @param low the last eight bytes: variant and 62 random bits
 */
public record EventId(long high, long low) implements Comparable<EventId> {

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException if the text is no UUID
     */
    public static EventId parse(String text) {
        UUID uuid = UUID.fromString(text);
        return new EventId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    /** Unix milliseconds at which the id was made. */
    public long timeMillis() {
        return high >>> 16;
    }

    @Override
    public int compareTo(EventId other) {
        int first = Long.compareUnsigned(high, other.high);
        return first != 0 ? first : Long.compareUnsigned(low, other.low);
    }

    /** The canonical text form, 36 characters, lower case. */
    @Override
    public String toString() {
        return new UUID(high, low).toString();
    }
}
