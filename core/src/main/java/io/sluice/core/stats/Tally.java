package io.sluice.core.stats;

import java.util.List;

/**
 * What one journal counted for one webhook. Buckets of 1 s serve the minute, of 10 s what reaches to the hour, of 10 minutes the
 * day, of an hour the week and the month of 30 days. It knows the last sequence it counted, so that reading the journal again
 * counts nothing twice. Thread-safe.
 */
final class Tally {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;

    private final Buckets seconds = new Buckets(1, MINUTE);
    private final Buckets tens = new Buckets(10, HOUR / 10);
    private final Buckets minutes = new Buckets(10 * MINUTE, DAY / (10 * MINUTE));
    private final Buckets hours = new Buckets(HOUR, 30 * DAY / HOUR);
    private long total;
    private long lastSequence;
    private boolean changed;

    /** Counts the event unless it was counted before. */
    synchronized void add(long sequence, long epochSecond) {
        if (sequence > lastSequence) {
            lastSequence = sequence;
            total++;
            seconds.add(epochSecond, 1);
            tens.add(epochSecond, 1);
            minutes.add(epochSecond, 1);
            hours.add(epochSecond, 1);
            changed = true;
        }
    }

    synchronized Counts counts(long nowSecond) {
        return new Counts(
                total,
                seconds.sum(nowSecond, MINUTE),
                tens.sum(nowSecond, 5 * MINUTE),
                tens.sum(nowSecond, 15 * MINUTE),
                tens.sum(nowSecond, 30 * MINUTE),
                tens.sum(nowSecond, HOUR),
                minutes.sum(nowSecond, DAY),
                hours.sum(nowSecond, 7 * DAY),
                hours.sum(nowSecond, 30 * DAY));
    }

    /** Whether it has counted since the last time this was asked. */
    synchronized boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /** The state as one line of ASCII: total, last sequence, and the four kinds of buckets, parted by semicolons. */
    synchronized String encode() {
        StringBuilder out = new StringBuilder(64).append(total).append(';').append(lastSequence);
        for (Buckets buckets : List.of(seconds, tens, minutes, hours)) {
            buckets.encode(out.append(';'));
        }
        return out.toString();
    }

    /** @throws IllegalArgumentException if the text was not made by {@link #encode} */
    static Tally decode(String text) {
        String[] parts = text.split(";", -1);
        if (parts.length != 6) {
            throw new IllegalArgumentException("A tally has six parts, not " + parts.length);
        }
        Tally tally = new Tally();
        tally.total = Long.parseLong(parts[0]);
        tally.lastSequence = Long.parseLong(parts[1]);
        tally.seconds.decode(parts[2]);
        tally.tens.decode(parts[3]);
        tally.minutes.decode(parts[4]);
        tally.hours.decode(parts[5]);
        return tally;
    }
}
