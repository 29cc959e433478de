package io.sluice.core.journal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * When records of earlier runs were committed, read from their segments: at most one segment for each answer, and what was asked for
 * lately is remembered. Of a record that cannot be read it says when the one before it was committed. Thread-safe.
 */
final class EarlierTimes {
    private static final int REMEMBERED = 1_024;

    private final Catalogue catalogue;
    private final LongFunction<JournalReader> read;
    private final Map<Long, Long> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param read opens a reader that begins with a sequence */
    EarlierTimes(Catalogue catalogue, LongFunction<JournalReader> read) {
        this.catalogue = catalogue;
        this.read = read;
    }

    /** Unix microseconds of a committed record, or of the oldest one that is kept. */
    synchronized long of(long sequence) {
        Long before = known.get(sequence);
        if (before != null) {
            return before;
        }
        long found = find(sequence);
        known.put(sequence, found);
        return found;
    }

    private long find(long sequence) {
        Optional<Segment> holding = catalogue.holding(sequence);
        if (holding.isEmpty()) {
            return 0;
        }
        Segment segment = holding.get();
        long time = endOfTheOneBefore(segment);
        try (JournalReader reader = read.apply(segment.firstSequence())) {
            while (reader.nextSequence() <= sequence) {
                Optional<JournalRecord> next = reader.next();
                if (next.isEmpty()) {
                    break;
                }
                time = next.get().timeMicros();
            }
        } catch (IOException unreadable) {
            return time > 0 ? time : segment.lastMicros(); // whoever needs the record itself reports it
        }
        return time;
    }

    private long endOfTheOneBefore(Segment segment) {
        List<Segment> closed = catalogue.closed();
        int place = closed.indexOf(segment);
        return place > 0 ? closed.get(place - 1).lastMicros() : 0;
    }
}
