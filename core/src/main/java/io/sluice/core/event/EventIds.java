package io.sluice.core.event;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Makes event ids: UUIDs of version 7 (RFC 9562, section 5.7) with a counter in the twelve bits behind the time (section 6.2,
 * method 1), so that the ids of one source rise strictly, also within a millisecond and when the clock steps back. Not
 * thread-safe: one for each event loop.
 */
public final class EventIds {
    private static final int COUNTER_LIMIT = 1 << 12;

    private final InstantSource clock;
    private final RandomGenerator random;
    private long millis;
    private int counter;

    public EventIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** The next id, greater than every one before. */
    public EventId next() {
        long now = clock.millis();
        if (now > millis) {
            millis = now;
            counter = random.nextInt(COUNTER_LIMIT / 2);
        } else if (++counter == COUNTER_LIMIT) {
            millis++; // runs ahead of the clock rather than repeat or fall back
            counter = 0;
        }
        long high = (millis << 16) | 0x7000 | counter;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new EventId(high, low);
    }
}
