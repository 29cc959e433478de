package io.sluice.core.stats;

/**
 * How many events a webhook accepted: in all, and in windows that end now. A window never reaches back further than its name says;
 * it may begin later by one bucket of those that {@link Tally} counts in.
 */
public record Counts(
        long total,
        long minute,
        long minutes5,
        long minutes15,
        long minutes30,
        long hour,
        long day,
        long week,
        long month) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0);

    Counts plus(Counts other) {
        return new Counts(
                total + other.total,
                minute + other.minute,
                minutes5 + other.minutes5,
                minutes15 + other.minutes15,
                minutes30 + other.minutes30,
                hour + other.hour,
                day + other.day,
                week + other.week,
                month + other.month);
    }
}
